package client

import (
	"encoding/json"
	"strconv"
	"strings"
)

// The records that lists have. The wire writes every value as a text, and so it stands here: numbers, too. A "time" is a
// date and time, YYYY-MM-DD HH:MM:SS, blank when there was none; a "duration" is HH:MM:SS; a "switch" is "yes" or "no".
// In which time zone times are is not stated.

// An Agent is an agent of the account.
type Agent struct {
	ID      string `json:"agent_id"` // the extension
	Name    string `json:"agent_name"`
	DNI     string `json:"agent_dni"`    // identity number
	Status  string `json:"agent_status"` // the state
	LastUse string `json:"last_use"`     // time of the last login
	SSO     string `json:"agent_sso"`    // user for single sign-on
	Enabled string `json:"enabled"`      // switch
}

// An AgentInSkill is an agent as a member of a skill.
type AgentInSkill struct {
	ID        string `json:"agent_id"` // the extension
	Name      string `json:"agent_name"`
	LastUse   string `json:"last_use"`  // time of the last login
	Expertise string `json:"expertise"` // the level in this skill
}

// A Skill is a skill of the account.
type Skill struct {
	ID          string `json:"skill_id"`
	Name        string `json:"skill_name"`
	Description string `json:"skill_description"`
	LastUse     string `json:"last_use"` // time
}

// An ActivityCode says what came of calls that are coded with it. It is read and written; a field that is blank is not
// sent.
type ActivityCode struct {
	Code         string `json:"cod_act"`
	Description  string `json:"description_cod_act"`
	Hit          string `json:"hit"`          // switch: it marks a success; blank in the second group (observed, Q-CODACT2-FLAGS)
	RPC          string `json:"rpc"`          // switch: the right person was reached; blank in the second group, as Hit
	Chat         string `json:"chat"`         // switch: for chats
	Studio       string `json:"studio"`       // switch: for wolkvox Studio
	Voice        string `json:"voice"`        // switch: for calls
	Group        string `json:"type_code"`    // "cod_act1" or "cod_act2"; a code may be in both (Q-ACTIVITY-CODES-GROUP)
	Interactions string `json:"interactions"` // switch: for mail and social networks
}

// A DNCNumber is a phone number on the do-not-call list, in one direction.
type DNCNumber struct {
	Phone     string `json:"phone_number"`
	Direction string `json:"type"`        // "inbound" or "outbound"
	Added     string `json:"date_delete"` // time when it was put on the list, in spite of the key (Q-DNC-DATE)
}

// An IPAddress is an address that the firewall lets through.
type IPAddress struct {
	Account     string `json:"operation"` // name of the account
	IP          string `json:"ip"`
	LastUse     string `json:"last_use"` // time (Q-IP-LAST-USE)
	Type        string `json:"type_ip"`  // "temporal" or "permanente", in Spanish
	Description string `json:"description"`
}

// A TokenUse says how much of its daily limit a token has used. All but the description is in calls.
type TokenUse struct {
	Description string `json:"description"` // what the token is for
	Limit       string `json:"token_limit"`
	Used        string `json:"token_use_today"`
	UsedByAll   string `json:"all_token_today"` // by all tokens of the account
	Left        string `json:"available_consumption_options"`
}

// AccountServices are the services of the account. All but the licences are switches.
type AccountServices struct {
	Licenses          string `json:"licenses"` // number of agent licences
	PBX               string `json:"pbx"`      // number of PBX licences
	ScreenRecording   string `json:"screen_recording"`
	VideoCall         string `json:"video_call"`
	StereoRecording   string `json:"stereo_recording"`
	Gamification      string `json:"gamification"`
	TextAnalytics     string `json:"text_analytics"`
	SpeechAnalytics   string `json:"speech_analytics"`
	Rsync             string `json:"rsync"`
	WolkvoxStorage    string `json:"wolkvox_storage"`
	BlobStorage       string `json:"blob_storage"`
	AWSS3             string `json:"aws_s3"`
	IntelligentDial   string `json:"intelligentdial"`
	BI                string `json:"bi"`            // business intelligence
	CustomerProt      string `json:"customer_prot"` // protection of customers
	MrWizard          string `json:"mr_wizard"`     // the assistant
	TurboDial         string `json:"turbo_dial"`
	SSO               string `json:"sso"` // single sign-on
	Mailgun           string `json:"mailgun"`
	WhatsApp          string `json:"whatsapp"`
	FacebookPage      string `json:"facebook_page"`
	FacebookMessenger string `json:"facebook_messenger"`
	InstagramPage     string `json:"instagram_page"`
	InstagramChat     string `json:"instagram_chat"`
	SMSBidireccional  string `json:"sms_bidireccional"` // SMS in both directions
	ChatWeb           string `json:"chat_web"`
	Telegram          string `json:"telegram"`
	CRM               string `json:"crm"`
	Email             string `json:"email"`
	Cobrowsing        string `json:"cobrowsing"`
}

// A Law2300Number is a phone number that law 2300 forbids to contact.
type Law2300Number struct {
	Phone       string `json:"phone_number"`
	LastDay     string `json:"last_day"`     // time when it was blocked
	LastChannel string `json:"last_channel"` // "voice", "chat" or "whatsapp" (Q-LAW2300-READ)
}

// An UploadedAudio is a file that an upload has left.
type UploadedAudio struct {
	Filename string `json:"filename"`
}

// An Audio is an audio file of the account.
type Audio struct {
	ID       string `json:"audio_id"`   // counts from 1 (inferred, Q-AUDIO-VALUES)
	Created  string `json:"created_at"` // time
	Size     string `json:"size"`       // in kilobytes
	Duration string `json:"duration"`   // in seconds
}

// A Campaign is a campaign of the account.
type Campaign struct {
	ID          string `json:"campaign_id"`
	Name        string `json:"campaign_name"`
	Description string `json:"campaign_description"`
	Type        string `json:"type_campaign"` // "predictive" or "preview"
	Status      string `json:"status"`        // "Started" or "Stopped"
	Records     string `json:"records"`       // how many
	Speed       string `json:"speed"`         // of dialling, a number
	DialMode    string `json:"dial_mode"`     // "autopilot", "strategy", or a text with phone and ring time
	LastUse     string `json:"last_use"`      // time
	Recycled    string `json:"recycled"`      // a number
	TurboDial   string `json:"turbo_dial"`    // switch
	SkillID     string `json:"skill_id"`
}

// A RoutingPoint is a routing point of the account, with the flows that are active, which are switches.
type RoutingPoint struct {
	ID                string `json:"rp_id"`
	Name              string `json:"rp_name"`
	IVRActive         string `json:"ivr_active"` // for calls
	ChatActive        string `json:"chat_active"`
	InteractionActive string `json:"interaction_active"`
	CRMActive         string `json:"crm_active"`
	LastUse           string `json:"last_use"` // time
}

// A RealTimeAgent is what an agent does. Calls and durations count from the login on (inferred, Q-TALLY-WINDOW), and that
// durations are HH:MM:SS is inferred (Q-REALTIME-TIMES).
type RealTimeAgent struct {
	ID           string `json:"agent_id"` // the extension
	Name         string `json:"agent_name"`
	Status       string `json:"agent_status"`   // the state
	Calls        string `json:"calls"`          // how many, of all three kinds
	Inbound      string `json:"inbound"`        // how many
	Outbound     string `json:"outbound"`       // how many
	Internal     string `json:"internal"`       // how many
	TimeInState  string `json:"time_state_now"` // in seconds
	ReadyTime    string `json:"ready_time"`     // duration
	InboundTime  string `json:"inbound_time"`   // duration
	OutboundTime string `json:"outbound_time"`  // duration
	ACWTime      string `json:"acw_time"`       // duration
	RingTime     string `json:"ring_time"`      // duration from dialling to answer
	LoginTime    string `json:"login_time"`     // duration
	AHTTime      string `json:"aht_time"`       // duration, the average of a call
	Occupation   string `json:"ocupation"`      // a percentage such as "34.64 %" (Q-OCUPATION)
	AuxTime      string `json:"aux_time"`       // duration
}

// A RealTimeSkill is how a skill does. What is counted is inferred (Q-SKILL-WINDOW).
type RealTimeSkill struct {
	ID           string         `json:"skill_id"`
	Name         string         `json:"skill_name"`
	CallsInQueue string         `json:"calls_in_queue_now"` // how many wait
	Inbound      string         `json:"stat_inbound"`       // how many calls came
	Answered     string         `json:"stat_answer"`        // how many of them were answered
	Abandoned    string         `json:"stat_abandon"`       // how many were not
	ByAbandon    string         `json:"by_abandon"`         // the percentage that the customer hung up before an answer
	ServiceLevel map[int]string `json:"-"`                  // the percentage answered within so many seconds, such as "34.64 %": 10, 20, 30, and those that were asked for
}

// UnmarshalJSON reads the service levels, whose keys carry the seconds: service_level_40seg.
func (s *RealTimeSkill) UnmarshalJSON(b []byte) error {
	type plain RealTimeSkill // without this method
	if err := json.Unmarshal(b, (*plain)(s)); err != nil {
		return err
	}
	var values map[string]json.RawMessage
	if err := json.Unmarshal(b, &values); err != nil {
		return err
	}
	s.ServiceLevel = map[int]string{}
	for key, value := range values {
		seconds, ok := strings.CutPrefix(key, "service_level_")
		seconds, ends := strings.CutSuffix(seconds, "seg")
		if n, err := strconv.Atoi(seconds); ok && ends && err == nil {
			s.ServiceLevel[n] = text(value)
		}
	}
	return nil
}

// A RecentCall is a call of the last ten minutes.
type RecentCall struct {
	Type       string `json:"type_interaction"` // "conference", "inbound", "internal call", "internal call_inb", "internal call_que", "out_pre", "outbound_ma" or "transfer"
	Result     string `json:"result"`           // such as "answer", "no answer" or "busy" (Q-CALLS-LAST-10)
	Date       string `json:"date"`             // time
	Phone      string `json:"telephone"`        // of the customer
	CustomerID string `json:"customer_id"`
	ConnID     string `json:"conn_id"`
}

// A RealTimeRecall is a callback that is to come.
type RealTimeRecall struct {
	Style      string `json:"type_recall"`  // "auto" or "manual" (Q-RECALL-TYPE-OUT)
	Date       string `json:"date_recall"`  // time when it is due (Q-RECALL-DATE-OUT)
	Phone      string `json:"phone_number"` // to call
	CampaignID string `json:"id_campaing"`  // the key is misspelt in the sample (Q-RECALL-KEY)
	AgentID    string `json:"id_agent"`
}

// Latency says how well agents and users of the PBX are connected. Figures may be blank (Q-LATENCY-VALUES).
type Latency struct {
	ByAgent []AgentLatency `json:"by_agent"`
	ByIP    []IPLatency    `json:"by_ip"`
	ByPBX   []PBXLatency   `json:"by_pbx"`
}

// An AgentLatency says how well an agent is connected.
type AgentLatency struct {
	Agent            string `json:"agent_id"` // extension and name, joined by "-" (observed, Q-LATENCY-AGENT-ID)
	Milliseconds     string `json:"latency_ms"`
	IP               string `json:"ip"`                // public address
	Version          string `json:"version"`           // of wolkvox Agent
	Status           string `json:"agent_status"`      // the state (Q-LATENCY-STATUS)
	TxJitter         string `json:"tx_jitter"`         // sent; the unit is not stated
	RxJitter         string `json:"rx_jitter"`         // received; the unit is not stated
	TxLoss           string `json:"tx_ploss"`          // percentage of packets lost on sending
	RxLoss           string `json:"rx_ploss"`          // percentage of packets lost on receiving
	NetworkRejection string `json:"network_rejection"` // percentage of calls rejected
	ConnectionType   string `json:"connection_type"`   // "Ethernet" or "Wifi"
	Platform         string `json:"platform"`          // "app" or "web"
	LastDate         string `json:"last_date"`         // time of the last call
}

// An IPLatency sums up the agents at an address.
type IPLatency struct {
	IP               string `json:"ip"`
	Agents           string `json:"total_agents"`      // how many
	Average          string `json:"average_latency"`   // in milliseconds
	Maximum          string `json:"maximum"`           // in milliseconds
	Minimum          string `json:"minimum"`           // in milliseconds
	NetworkRejection string `json:"network_rejection"` // percentage of calls rejected
}

// A PBXLatency says how well a user of the PBX is connected.
type PBXLatency struct {
	User     string `json:"user"`
	Status   string `json:"status"`
	TxJitter string `json:"tx_jitter"` // sent; the unit is not stated
	RxJitter string `json:"rx_jitter"` // received; the unit is not stated
	TxLoss   string `json:"tx_ploss"`  // percentage of packets lost on sending
	RxLoss   string `json:"rx_ploss"`  // percentage of packets lost on receiving
}

// A Hit is a call that was coded as a success (Q-HITS-WINDOW).
type Hit struct {
	ConnID     string `json:"conn_id"`
	Type       string `json:"type_interaction"` // as RecentCall.Type
	Date       string `json:"date"`             // YYYYmmddHHiiss, unlike other dates (documented, Q-HITS-DATE)
	Phone      string `json:"telephone"`        // of the customer
	CustomerID string `json:"customer_id"`
	Hit        string `json:"hit"` // the mark
}

// A RealTimeCampaign is how far a campaign has come. All figures are numbers, and what they mean is inferred
// (Q-CAMPAIGN-FIGURES).
type RealTimeCampaign struct {
	Campaign       string `json:"campaign"` // id and name, joined by "-"
	Speed          string `json:"speed"`    // of dialling
	Status         string `json:"status"`   // "started" or "stopped"
	SkillID        string `json:"skill_id"`
	Records        string `json:"records"`
	Clean          string `json:"clean"`                  // records that were not called
	Dial           string `json:"dial"`                   // calls made
	Answer         string `json:"answer"`                 // calls answered
	NoAnswer       string `json:"no_answer"`              // calls not answered
	Failed         string `json:"busy/congestion/failed"` // calls that did not get through
	AnswerMachine  string `json:"answer_machine"`         // calls that a machine took
	PenetrationDay string `json:"penetration_day"`        // percentage of the records called today
	PenetrationNow string `json:"penetration_now"`        // percentage of the records called
	Hits           string `json:"hits"`                   // calls coded as a success
	CallsPerMinute string `json:"calls_x_min"`
	Recycled       string `json:"recycled"`
}

// AgentInteractions are what an agent has to deal with (Q-INTERACTIONS-OPEN).
type AgentInteractions struct {
	AgentID string              `json:"agent_id"` // the extension
	Active  []ActiveInteraction `json:"active_interactions"`
}

// An ActiveInteraction is one of them.
type ActiveInteraction struct {
	ConnID   string `json:"conn_id"` // identity of the interaction
	Subject  string `json:"subject"`
	FromName string `json:"fromname"` // the sender
	Date     string `json:"date"`     // time when it came
}
