package client

import "context"

// Here: how the contact center is set up.

// DisableAgent keeps the agent from logging in again. The code of its reply is an integer on the wire.
// Reply: https://www.wolkvox.com/en/apis-v2-2/4-deactivate-agent/ (example); the refusal agent_unknown is inferred.
func (c *Client) DisableAgent(ctx context.Context, agentID string) (Reply, error) {
	return c.Call(ctx, "disable_agent", Params{}.set("agent_id", agentID))
}

// EnableAgent lets an agent who was disabled log in again. Its code is an integer on the wire, too.
// Reply: https://www.wolkvox.com/en/apis-v2-2/6-activate-agent/ (example); the refusal agent_unknown is inferred.
func (c *Client) EnableAgent(ctx context.Context, agentID string) (Reply, error) {
	return c.Call(ctx, "enable_agent", Params{}.set("agent_id", agentID))
}

// AgentData is what is stored of an agent. A field that is blank is not sent.
type AgentData struct {
	DNI      string // identity number; leading zeros are kept
	Name     string
	SSO      string // network user for single sign-on
	Password string // a capital letter, a small one, a digit and one of ! # % & * @, at the least
}

func (d AgentData) params() Params {
	return Params{}.set("agent_dni", d.DNI, "agent_name", d.Name, "agent_sso", d.SSO, "agent_pass", d.Password)
}

// A NewAgentReply is a Reply about an agent who was created.
type NewAgentReply struct {
	Reply
	AgentID  string // the extension
	Password string // the password in force, be it given or random (Q-CREATE-AGENT-PASS)
}

// CreateAgent creates an agent, with a DNI and a name at the least. Without a password the agent gets a random one.
// Reply: https://www.wolkvox.com/en/apis-v2-2/2-create-agent/ (example); the refusal value_invalid is inferred.
func (c *Client) CreateAgent(ctx context.Context, agent AgentData) (NewAgentReply, error) {
	r, err := c.Call(ctx, "create_agent", agent.params())
	created := first[struct {
		AgentID  string `json:"agent_id"`
		Password string `json:"password"`
	}](r, err)
	return NewAgentReply{r, created.AgentID, created.Password}, err
}

// EditAgent changes what is not blank. ResetPassword makes a random password, which a blank one does not.
// Reply: https://www.wolkvox.com/en/apis-v2-2/13-edit-agent-en/ (example); refusals are inferred, among them
// agent_unknown.
func (c *Client) EditAgent(ctx context.Context, agentID string, changes AgentData) (Reply, error) {
	return c.Call(ctx, "edit_agent", changes.params().set("agent_id", agentID))
}

// ResetPassword gives the agent a random password, which no reply shows: it sends edit_agent an empty password, and
// that is not the same as none (documented; Q-EDIT-AGENT-PASS).
// Reply: https://www.wolkvox.com/en/apis-v2-2/13-edit-agent-en/ (example); the refusal agent_unknown is inferred.
func (c *Client) ResetPassword(ctx context.Context, agentID string) (Reply, error) {
	return c.Call(ctx, "edit_agent", Params{"agent_pass": {""}}.set("agent_id", agentID))
}

// SkillData is what is stored of a skill. A field that is blank is not sent.
type SkillData struct {
	Name           string
	Description    string
	Voicemail      string // the voicemail box
	WelcomeMessage string // name of the audio that welcomes
	VTO            string // name of the audio for waiting and outside opening hours
}

func (d SkillData) params() Params {
	return Params{}.set("skill_name", d.Name, "description_skill", d.Description, "voicemail", d.Voicemail, "welcome_message", d.WelcomeMessage, "vto", d.VTO)
}

// A NewSkillReply is a Reply about a skill that was created.
type NewSkillReply struct {
	Reply
	SkillID string
}

// CreateSkill creates a skill, with a name at the least.
// Reply: https://www.wolkvox.com/?p=25137 (example); no refusal of its own is known.
func (c *Client) CreateSkill(ctx context.Context, skill SkillData) (NewSkillReply, error) {
	r, err := c.Call(ctx, "create_skill", skill.params())
	created := first[struct {
		SkillID string `json:"skill_id"`
	}](r, err)
	return NewSkillReply{r, created.SkillID}, err
}

// EditSkill changes what is not blank, of one skill: "all" is none.
// Reply: https://www.wolkvox.com/en/apis-v2-2/ (example); the refusal skill_unknown is inferred.
func (c *Client) EditSkill(ctx context.Context, skillID string, changes SkillData) (Reply, error) {
	return c.Call(ctx, "edit_skill", changes.params().set("skill_id", skillID))
}

// AddAgentToSkill puts the agent in the skill, with a level of expertise that may be left out: "". An agent who is in it
// already gets the level (inferred, Q-ADD-AGENT-SKILL-DUP).
// Reply: https://www.wolkvox.com/en/apis-v2-2/17-add-agents-to-skill-en/ (example); refusals are inferred, among them
// skill_unknown.
func (c *Client) AddAgentToSkill(ctx context.Context, skillID, agentID, expertise string) (Reply, error) {
	return c.Call(ctx, "add_agents_skill", Params{}.set("skill_id", skillID, "agent_id", agentID, "expertise", expertise))
}

// RemoveAgentFromSkill takes the agent out of the skill.
// Reply: https://www.wolkvox.com/en/apis-v2-2/18-remove-skill-agents-en/ (example); refusals are inferred, among them
// agent_not_in_skill.
func (c *Client) RemoveAgentFromSkill(ctx context.Context, skillID, agentID string) (Reply, error) {
	return c.Call(ctx, "remove_agents_skill", Params{}.set("skill_id", skillID, "agent_id", agentID))
}

// CreateActivityCode creates an activity code, with its group and the code at the least. A code that exists is made anew
// (inferred, Q-COD-UPSERT).
// Reply: https://www.wolkvox.com/apis-v2/3-creation-of-activity-codes-en/ (example); the refusal value_invalid is
// inferred.
func (c *Client) CreateActivityCode(ctx context.Context, code ActivityCode) (Reply, error) {
	return c.Call(ctx, "create_cod_act", code.params())
}

// EditActivityCode changes what is not blank; group and code say which one it is.
// Reply: https://www.wolkvox.com/es-apis-v2/16-editar-codigos-de-actividad/ (example); refusals are inferred, among them
// code_unknown.
func (c *Client) EditActivityCode(ctx context.Context, code ActivityCode) (Reply, error) {
	return c.Call(ctx, "edit_cod_act", code.params())
}

func (a ActivityCode) params() Params {
	return Params{}.set("type_code", a.Group, "cod_act", a.Code, "description_cod_act", a.Description, "hit", a.Hit, "rpc", a.RPC,
		"chat", a.Chat, "studio", a.Studio, "voice", a.Voice, "interactions", a.Interactions)
}

// RemoveActivityCodes removes codes of a group: "cod_act1" or "cod_act2". Those that do not exist are passed over
// (inferred, Q-COD-REMOVE-ABSENT).
// Reply: https://www.wolkvox.com/en/apis-v2-2/15-remove-activity-codes-en/ (example); refusals are inferred, among them
// codes_unknown.
func (c *Client) RemoveActivityCodes(ctx context.Context, group string, codes ...string) (Reply, error) {
	return c.Call(ctx, "remove_cod_act", Params{}.set("type_code", group).list("cod_act", codes))
}

// AddDNC puts phone numbers on the do-not-call list, for calls of a direction: "inbound", "outbound", or
// "inbound/outbound" or "all" for both. Only the msg of the reply tells how many were added.
// Reply: https://www.wolkvox.com/en/apis-v2-2/1-enter-one-or-more-inbound-or-outbound-dncs-en/ (example); the refusal
// value_invalid is inferred.
func (c *Client) AddDNC(ctx context.Context, direction string, phones ...string) (Reply, error) {
	return c.Call(ctx, "add_dnc", Params{}.set("type_call", direction).list("telephones", phones))
}

// RemoveDNC takes phone numbers off the do-not-call list, of a direction as for AddDNC, which may be left out: "". The
// one text "all" would be all numbers; RemoveAllDNC says so.
// Reply: https://www.wolkvox.com/en/apis-v2-2/8-eliminate-one-or-more-dnc/ (example); refusals are inferred, among them
// nothing_removed.
func (c *Client) RemoveDNC(ctx context.Context, direction string, phones ...string) (Reply, error) {
	return c.Call(ctx, "remove_dnc", Params{}.set("type", direction).list("telephones", phones))
}

// RemoveAllDNC takes every number off the do-not-call list, of a direction as for RemoveDNC.
// Reply: https://www.wolkvox.com/en/apis-v2-2/8-eliminate-one-or-more-dnc/ (example); refusals are inferred, among them
// nothing_removed.
func (c *Client) RemoveAllDNC(ctx context.Context, direction string) (Reply, error) {
	return c.RemoveDNC(ctx, direction, "all")
}

// BlockPredictiveDNC marks customers of a predictive campaign, so that it does not call them.
// Reply: https://www.wolkvox.com/en/apis-v2-2/ (example); refusals are inferred, among them campaign_unknown and
// customers_unknown.
func (c *Client) BlockPredictiveDNC(ctx context.Context, campaignID string, customerIDs ...string) (Reply, error) {
	return c.Call(ctx, "block_predictive_dnc", Params{}.set("id_campaing", campaignID).list("id_cliente", customerIDs))
}

// AddIP lets an IPv4 address through the firewall, for a while or for good. The description may be left out: "".
// Reply: https://www.wolkvox.com/en/apis-v2-2/9-agregar-ip/ (example); refusals are inferred, among them ip_invalid, with
// 406, and ips_exhausted.
func (c *Client) AddIP(ctx context.Context, ip string, permanent bool, description string) (Reply, error) {
	forGood := "no"
	if permanent {
		forGood = "yes"
	}
	return c.Call(ctx, "add_ip", Params{}.set("ip", ip, "permanent", forGood, "description", description))
}

// RemoveIP shuts an IPv4 address out again.
// Reply: https://www.wolkvox.com/en/apis-v2-2/10-remover-ip-en/ (example); refusals are inferred, among them ip_invalid,
// with 406.
func (c *Client) RemoveIP(ctx context.Context, ip string) (Reply, error) {
	return c.Call(ctx, "remove_ip", Params{}.set("ip", ip))
}

// DisableModule switches the whole account off.
// Reply: https://www.wolkvox.com/en/apis-v2-2/5-disable-module/ (example); no refusal of its own is known.
func (c *Client) DisableModule(ctx context.Context) (Reply, error) {
	return c.Call(ctx, "disable_module", nil)
}

// EnableModule switches the account on again.
// Reply: https://www.wolkvox.com/es-apis-v2/7-habilitar-modulo/ (example); no refusal of its own is known.
func (c *Client) EnableModule(ctx context.Context) (Reply, error) {
	return c.Call(ctx, "enable_module", nil)
}

// EditLicenses sets the number of licences for agents, for users of the PBX, or both; "" leaves one as it is.
// Reply: https://www.wolkvox.com/en/apis-v2-2/19-modify-contact-center-and-pbx-licenses/ (example), inferred when one is
// left (Q-LICENSES-ONE); the refusal value_invalid is inferred.
func (c *Client) EditLicenses(ctx context.Context, callCenter, pbx string) (Reply, error) {
	return c.Call(ctx, "edit_licenses", Params{}.set("call_center", callCenter, "pbx", pbx))
}

// An Interaction is a message that an agent is to deal with. A field that is blank is not sent.
type Interaction struct {
	From, FromName string // the sender
	To, ToName     string // the recipient
	Subject        string
	Body           string // may be HTML
	RoutingPointID string // required: the routing point that finds the agent
}

// AddInteraction gives an interaction to an agent; only the msg of the reply tells to whom.
// Reply: https://wolkvox.com/apis-v2/11-add-interaction-en (example); refusals are inferred, among them
// routing_point_unknown and nobody_available.
func (c *Client) AddInteraction(ctx context.Context, i Interaction) (Reply, error) {
	return c.Call(ctx, "add_interaction", Params{}.set("from", i.From, "fromname", i.FromName, "to", i.To, "toname", i.ToName,
		"subject", i.Subject, "body", i.Body, "rp_id", i.RoutingPointID))
}

// A Law2300Release says who may be contacted again. A field that is blank is not sent.
type Law2300Release struct {
	NIT     string // tax number of the company
	Item    string // required: what Value is, "telephone" or "customer_id" (Q-LAW2300-ITEM)
	Value   string // required: the phone number, or the identification of the customer
	AgentID string
}

// FreeLaw2300 ends the protection of a customer by law 2300 of Colombia.
// Reply: https://www.wolkvox.com/en/apis-v2-2/ (example); refusals are inferred, among them not_blocked.
func (c *Client) FreeLaw2300(ctx context.Context, release Law2300Release) (Reply, error) {
	return c.Call(ctx, "free_law2300", Params{}.set("nit", release.NIT, "item", release.Item, "value", release.Value, "agent_id", release.AgentID))
}

// BlockLaw2300 puts a phone number on the list of those that law 2300 of Colombia forbids to contact. The tax number of
// the company and the customer may be left out: "".
// Reply: https://www.wolkvox.com/en/apis-v2-2/24-number-blocking-for-law-2300 (example); the refusal value_invalid is
// inferred.
func (c *Client) BlockLaw2300(ctx context.Context, nit, phone, customerID string) (Reply, error) {
	return c.Call(ctx, "block_law2300", Params{}.set("nit", nit, "telephone", phone, "customer_id", customerID))
}

// UploadFile uploads a file that trains the copilot: PDF, DOCX, TXT or PNG.
// Reply: https://wolkvox.com/en/apis-v2-2/21-subir-archivo-a-mr-wizard (example); the refusal file_type_invalid is
// inferred.
func (c *Client) UploadFile(ctx context.Context, file File) (Reply, error) {
	return c.Call(ctx, "upload_file", nil, file)
}

// DeleteFile deletes a file that was uploaded for the copilot.
// Reply: https://wolkvox.com/?p=55066 (example); the refusal file_unknown is inferred.
func (c *Client) DeleteFile(ctx context.Context, filename string) (Reply, error) {
	return c.Call(ctx, "delete_file", Params{}.set("filename", filename))
}

// UploadAudio uploads audio files, up to 50 of at most 5 MB each.
// Reply: https://wolkvox.com/en/apis-v2-2/23-upload-audio (example); refusals are inferred, among them too_many_files.
func (c *Client) UploadAudio(ctx context.Context, files ...File) (List[UploadedAudio], error) {
	return listed[UploadedAudio](c.Call(ctx, "upload_audio", nil, files...))
}

// SpeechOnDemand has a call analysed that was made in the last 24 hours and recorded in stereo.
// Reply: https://www.wolkvox.com/en/apis-v2-2/ (example); refusals are inferred, among them call_too_old.
func (c *Client) SpeechOnDemand(ctx context.Context, connID, agentID string) (Reply, error) {
	return c.Call(ctx, "speech_on_demand", Params{}.set("conn_id", connID, "agent_id", agentID))
}

// first reads the first record of a reply, for the operations whose `data` is a list of one.
func first[T any](r Reply, err error) (record T) {
	if l, _ := listed[T](r, err); len(l.Records) > 0 {
		record = l.Records[0]
	}
	return record
}
