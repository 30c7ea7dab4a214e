package mockserver

import (
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/mockserver/fault"
	"wolkvoxmock/mockserver/journal"
	"wolkvoxmock/mockserver/seed"
	"wolkvoxmock/mockserver/verdict"
	"wolkvoxmock/openapi"
)

// What a test needs of the packages behind this one, by names of this package, so that it imports no other.

// Calls.
type (
	// Call is a call, or a leg of one: ID (conn_id), Type, Phone, AgentID, State, Started, Answered, Ended, EndedBy, OnHold,
	// Muted, CampaignID, SkillID. World.Calls lists them, Agent.CurrentCall is that of an agent.
	Call = callcenter.Call
	// ConnID is the conn_id of a call, a string.
	ConnID = callcenter.ConnID
	// CallType is how a call came about.
	CallType = callcenter.CallType
	// CallState is how far a call has come.
	CallState = callcenter.CallState
	// Party is who ended a call.
	Party = callcenter.Party
	// Arrival is a call for World.Arrive: Type, Phone, AgentID or SkillID; Answered, when it does not ring first; CampaignID and
	// CustomerID of a predictive one.
	Arrival = callcenter.Arrival
	// DialRule is what becomes of calls that are dialled: Result; Phone and AgentID, when not of all; Times, when not of every
	// one; RingTime. See World.AddDialRule.
	DialRule = callcenter.DialRule
	// DialResult is what becomes of a call that is dialled.
	DialResult = callcenter.DialResult
)

// The types of calls. Arrive takes the first three.
const (
	Inbound    = callcenter.Inbound    // the customer called
	Predictive = callcenter.Predictive // a predictive campaign called
	Manual     = callcenter.Manual     // the agent dialled
	Auxiliary  = callcenter.Auxiliary  // aux_call: a manual call tied to a predictive one
	Transfer   = callcenter.Transfer   // the leg that a transfer made
)

// The states of calls.
const (
	Queued  = callcenter.Queued // waits in the queue of its skill
	Ringing = callcenter.Ringing
	Active  = callcenter.Active
	Ended   = callcenter.Ended
)

// Who ended a call.
const (
	ByAgent    = callcenter.ByAgent
	ByCustomer = callcenter.ByCustomer
	ByTransfer = callcenter.ByTransfer // it was handed over
	ByNetwork  = callcenter.ByNetwork  // the customer who was dialled was not reached
	ByTimeout  = callcenter.ByTimeout  // nobody answered in time
)

// What becomes of dialled calls; answered, unless a rule or a test number says otherwise.
const (
	DialAnswered = callcenter.DialAnswered
	DialBusy     = callcenter.DialBusy
	DialNoAnswer = callcenter.DialNoAnswer
	DialMachine  = callcenter.DialMachine // a machine picks up
	DialRinging  = callcenter.DialRinging // it rings until World.Answer, World.CustomerHangUp or the agent
)

// Agents, and what is set up around them.
type (
	// AgentChange is what World.PutAgent changes: Status, Name, Enabled, Manual, DNI, SSO, Network; nil leaves a value as it is.
	AgentChange = callcenter.AgentChange
	// Status is what an agent does: one of the constants, or the id of an auxiliary state such as "102". Agent.State is what
	// the API calls it, such as "Ready" or "Active breaks".
	Status = callcenter.Status
	// AgentKind is the kind of a status: StatusReady and the like as a kind, and auxiliary for every auxiliary state.
	AgentKind = callcenter.State
	// Network is what latency shows of an agent: LatencyMS, IP, Version, TxJitter, RxJitter and the rest.
	Network = callcenter.Network
	// IP is an IPv4 address, a netip.Addr.
	IP = callcenter.IP
	// AuxState is an auxiliary state of the account: ID, Description.
	AuxState = callcenter.AuxState
	// Skill is a skill: ID, Name, Description, Members (agent_id to expertise).
	Skill = callcenter.Skill
	// SkillChange is what a seed says of a skill beside its id: Name, Description and its media; nil leaves a value as it is.
	SkillChange = callcenter.SkillChange
	// SkillSetup is what World.PutSkill changes: what SkillChange has, and Members (agent_id to expertise), which are then all.
	SkillSetup = callcenter.SkillSetup
	// CodeGroup is one of the two groups of activity codes.
	CodeGroup = callcenter.CodeGroup
	// CodeSetup is what World.PutActivityCode changes: Description and the flags; nil leaves a value as it is.
	CodeSetup = callcenter.CodeSetup
	// Code is an activity code: Group (cod_act1 or cod_act2), ID, Description and its flags.
	Code = callcenter.Code
	// Campaign is a campaign: ID, Name, Type, Status, SkillID, CustomerByID.
	Campaign = callcenter.Campaign
	// CampaignType is predictive or preview.
	CampaignType = callcenter.CampaignType
	// CampaignStatus is started or stopped.
	CampaignStatus = callcenter.CampaignStatus
	// CampaignChange is what World.PutCampaign changes: Name, Type, Status, SkillID, …; Customers are added.
	CampaignChange = callcenter.CampaignChange
	// Customer is a record of a campaign: ID, Name, Phones, DoNotCall.
	Customer = callcenter.Customer
	// RoutingPoint is a routing point: ID, Name, IVR, Chat, Interaction, CRM.
	RoutingPoint = callcenter.RoutingPoint
	// RoutingPointChange is what World.PutRoutingPoint changes: Name, IVR, Chat, Interaction, CRM.
	RoutingPointChange = callcenter.RoutingPointChange
	// PBXUser is a user of the PBX with its connection, as latency shows it: User, Status, TxJitter, RxJitter, TxPloss, RxPloss.
	PBXUser = callcenter.PBXUser
	// PBXUserChange is what World.PutPBXUser changes; nil leaves a value as it is.
	PBXUserChange = callcenter.PBXUserChange
	// DNCEntry is a number of the do-not-call list: Phone, Type, Date.
	DNCEntry = callcenter.DNCEntry
	// Direction is a direction of the do-not-call list.
	Direction = callcenter.Direction
	// LawEntry is a number that law 2300 blocks for a company: Phone, NIT, CustomerID, LastDay.
	LawEntry = callcenter.LawEntry
	// Audio is an audio of the account: ID, Name, Created, Size, Seconds.
	Audio = callcenter.Audio
	// CallbackStyle is auto (the system dials) or manual (the agent does).
	CallbackStyle = callcenter.CallbackStyle
	// CallbackState is scheduled, waiting (auto: the agent is not Ready) or notified (manual).
	CallbackState = callcenter.CallbackState
	// IPChange is what World.PutIP changes: Permanent, Description, LastUse; nil leaves a value as it is.
	IPChange = callcenter.IPChange
	// TenantChange is the part of an AccountChange that a seed has too: Name, Module, CallCenter and PBX (licences), Services,
	// Law2300.
	TenantChange = callcenter.AccountChange
)

// The statuses that are no auxiliary state. PutAgent sets the first three; for the others a call arrives.
const (
	StatusReady  = Status(callcenter.Ready)
	StatusACW    = Status(callcenter.ACW)
	StatusLogout = Status(callcenter.Logout)
	StatusRing   = Status(callcenter.Ring)
	StatusTalk   = Status(callcenter.Talk)
)

// The groups of activity codes, and the directions of the do-not-call list.
const (
	Group1      = callcenter.Group1 // cod_act1
	Group2      = callcenter.Group2 // cod_act2
	DNCInbound  = callcenter.DNCInbound
	DNCOutbound = callcenter.DNCOutbound
	DNCBoth     = callcenter.DNCBoth
)

// Refusals of what a test arranges.
type (
	// Error is why a method of Server or World refuses something: Class, Kind, AgentID, Detail. errors.As finds it.
	Error = callcenter.Error
	// Class is what a refusal means, whatever its Kind.
	Class = callcenter.Class
	// Kind is why something is refused, such as "agent_unknown".
	Kind = callcenter.Kind
)

// The classes of refusals.
const (
	NotFound  = callcenter.NotFound  // what is named does not exist
	Invalid   = callcenter.Invalid   // a value is wrong
	Forbidden = callcenter.Forbidden // it is there, and not allowed
	Conflict  = callcenter.Conflict  // the world is not in the state that it needs
)

// The kinds of refusals that the methods of World have beside their own.
const (
	AgentUnknown     = callcenter.AgentUnknown     // no agent has this id
	AgentDisabled    = callcenter.AgentDisabled    // a disabled agent cannot log in
	AgentLoggedIn    = callcenter.AgentLoggedIn    // logged in already
	AgentLoggedOut   = callcenter.AgentLoggedOut   // not logged in
	AgentOnCall      = callcenter.AgentOnCall      // ringing or talking
	AgentUnavailable = callcenter.AgentUnavailable // in a state that takes, or dials, no call
	NoActiveCall     = callcenter.NoActiveCall     // on no call that could be ended, held or muted
	StateUnknown     = callcenter.StateUnknown     // no status that an agent can take
	CallUnknown      = callcenter.CallUnknown      // no such conn_id, or forgotten
	CallNotRinging   = callcenter.CallNotRinging   // answered already, or queued
	CallEnded        = callcenter.CallEnded        // over
	QueueFull        = callcenter.QueueFull        // too many calls wait
	NumberBlocked    = callcenter.NumberBlocked    // on the do-not-call list
	CampaignUnknown  = callcenter.CampaignUnknown  // no campaign has this id
	SkillUnknown     = callcenter.SkillUnknown     // no skill has this id
	InputInvalid     = callcenter.InputInvalid     // a value is wrong; Detail says what is right
)

// What goes wrong, and what waits.
type (
	// Fault is an arranged misbehaviour for World.AddFault. Which requests meet it: Operation, AgentID, Params, Skip, Times. When:
	// Phase. What they are answered: Outcome; or Status and Code; or Body and ContentType; or HTML. How the answer arrives: Drop,
	// Reset, Truncate, BrokenJSON, Latency, Slow. Applied counts.
	Fault = fault.Fault
	// Times is how often a fault is applied: a number, or Always; once unless stated.
	Times = fault.Times
	// Phase is when a fault is applied; Before unless stated.
	Phase = fault.Phase
	// Gate holds the next Times requests of an Operation until World.OpenGate(ID); Waiting says how many wait.
	Gate = fault.Gate
)

// When a fault is applied, and one that is never used up.
const (
	Before = fault.Before // nothing has been changed, and nothing will be
	After  = fault.After  // the change is made, its answer is lost
	Always = fault.Always
)

// What happened.
type (
	// Entry is an exchange in the journal: Seq, Time, Operation, Outcome, Evidence, AgentID, Reason (why it was refused), Fault,
	// Lost (the outcome that was never answered), Violations, Request (Method, Target, Body), Reply (Status, Body).
	Entry = journal.Entry
	// Query selects exchanges for World.Requests, World.WaitFor and World.AwaitRequests: Operation, Outcome, AgentID, Evidence,
	// Violations, After (a Seq), Count, Limit; an empty field selects all.
	Query = journal.Query
	// Page is what a query found: Requests (oldest first), Total, Dropped, Complete (whether Count are there).
	Page = journal.Page
	// Record is an Exchange or a Change; World.Records has them in the order in which they happened.
	Record = journal.Record
	// Records is a part of what happened: Records, Latest (the newest Seq), Gap.
	Records = journal.Records
	// Change is a change of state: Seq, Kind, AgentID, ConnID, From, To, Cause.
	Change = journal.Change
	// ChangeKind says what has changed.
	ChangeKind = journal.Kind
	// Cause is what made a change: By, Name.
	Cause = journal.Cause
	// Source is where a cause comes from.
	Source = journal.Source
	// Coverage counts what was reached: Outcomes ("hang/hung_up"), Parameters ("hang/agent_id"), Transitions ("talk --hang_up-->
	// acw").
	Coverage = verdict.Coverage
	// Violation is a breach of the contract: Rule, Severity, Where ("query agent_id"), Expected, Got, Source, Try (a correct curl).
	Violation = openapi.Violation
	// Severity is how much a breach counts: violation, which fails a verdict, warning, info, or off.
	Severity = openapi.Severity
	// Severities are those of the rules, for WithRules; LoadRules reads them.
	Severities = verdict.Severities
	// Rule is the rule that a violation breaks, such as "parameter-unknown".
	Rule = openapi.Rule
	// Evidence is how sure a reply is: where it is known from.
	Evidence = openapi.Evidence
)

// What the document says.
type (
	// Explanations are what the words of a journal and of a verdict mean: Grades, Questions, Rules.
	Explanations = openapi.Explanations
	// OperationGuide is a documented operation: what it takes (Parameters), and requests to try (Samples).
	OperationGuide = openapi.OperationGuide
)

// What a test expects of its client.
type (
	// Expectation is what a test expects of its client: Operation, AgentID, Params, Outcome, Evidence and TokenSuffix select
	// requests; Times says how many, at least one unless stated; Before and After say in which order; NoOthers that no others
	// come than those that the expectations of the same list name.
	Expectation = verdict.Expectation
	// Match selects requests for Before and After, with the fields of an Expectation.
	Match = verdict.Match
	// ExpectedTimes is how many requests are expected: Exactly, AtLeast, AtMost, Between or Never.
	ExpectedTimes = verdict.Times
	// ExpectationResult is what has become of an expectation: Passed, Count, Came, NearMisses.
	ExpectationResult = verdict.Result
	// NearMiss is a request that shows why an expectation has failed: World, Seq, Request, Why.
	NearMiss = verdict.NearMiss
)

// What becomes of it all.
type (
	// Verdict is what a client did wrong and what it never tried: Passed, Findings, Coverage, Evidence, Expectations, Next. Under
	// holds it against Demands.
	Verdict = verdict.Verdict
	// Finding is what was found under a rule: Rule, Severity, Title, Says, Source, Evidence, Count, First.
	Finding = verdict.Finding
	// Occurrence is the first time of a finding: World, Seq, Operation, Request, Where, Expected, Got, Try.
	Occurrence = verdict.Occurrence
	// Demands are what a verdict can be held against: MinCoverage, ForbidEvidence.
	Demands = verdict.Demands
	// Minimum is the least percentage that must be reached: {"operations", 100}.
	Minimum = verdict.Minimum
)

// The severities, the gravest first.
const (
	SeverityViolation = openapi.SeverityViolation
	SeverityWarning   = openapi.SeverityWarning
	SeverityInfo      = openapi.SeverityInfo
	SeverityOff       = openapi.SeverityOff
)

// What has changed, and where its cause comes from.
const (
	OfAgent     = journal.OfAgent     // From and To are statuses
	OfCall      = journal.OfCall      // From and To are states of a call
	OfQueue     = journal.OfQueue     // From and To are how many calls wait for a skill
	OfCallback  = journal.OfCallback  // From and To are states of a callback
	OfCampaign  = journal.OfCampaign  // From and To are statuses
	OfClock     = journal.OfClock     // From and To are frozen and running
	OfWorld     = journal.OfWorld     // all of it
	ByRequest   = journal.ByRequest   // a request of the client
	ByControl   = journal.ByControl   // the test: a method, or the control API
	ByTimer     = journal.ByTimer     // it happened by itself
	BySimulator = journal.BySimulator // a customer, an agent or a campaign that is simulated
)

// The rules that a request can break.
const (
	RulePathUnknown       = openapi.RulePathUnknown       // the path is not documented
	RulePathWrong         = openapi.RulePathWrong         // the operation belongs to another path
	RuleMethodWrong       = openapi.RuleMethodWrong       // the operation has another method
	RuleAPIMissing        = openapi.RuleAPIMissing        // the query names no operation
	RuleAPIUnknown        = openapi.RuleAPIUnknown        // no operation has this name
	RuleAPICase           = openapi.RuleAPICase           // the name of the operation is in the wrong case
	RuleAPIInBody         = openapi.RuleAPIInBody         // the operation is named in the body
	RuleQuerySeparator    = openapi.RuleQuerySeparator    // parameters are separated by a semicolon
	RuleTokenMissing      = openapi.RuleTokenMissing      // there is no token
	RuleTokenUnknown      = openapi.RuleTokenUnknown      // the token is not one of the account
	RuleTokenMisplaced    = openapi.RuleTokenMisplaced    // the token stands in the wrong place
	RuleServerMismatch    = openapi.RuleServerMismatch    // the request names a server that is not the account's
	RuleWorldUnknown      = openapi.RuleWorldUnknown      // the request names a world that the mock does not have
	RulePlainHTTP         = openapi.RulePlainHTTP         // the request comes in clear, and the service speaks HTTPS only
	RuleParameterMissing  = openapi.RuleParameterMissing  // a required parameter is missing
	RuleParameterValue    = openapi.RuleParameterValue    // a value is not in the documented form
	RuleParameterUnknown  = openapi.RuleParameterUnknown  // the operation documents no such parameter
	RuleParameterRepeated = openapi.RuleParameterRepeated // a parameter is there more than once
	RuleBodyJSON          = openapi.RuleBodyJSON          // the body is no JSON object
	RuleBodyForm          = openapi.RuleBodyForm          // the body is a form
	RuleBodyUnexpected    = openapi.RuleBodyUnexpected    // the operation takes no body
	RuleBodyValue         = openapi.RuleBodyValue         // a field of the body is not in the documented form, or not documented
	RuleMore              = openapi.RuleMore              // there are more violations than are shown
)

// The rules of a verdict that no single request breaks.
const (
	RuleRequestNone        = openapi.RuleRequestNone        // no request arrived
	RuleAuthorityUntrusted = openapi.RuleAuthorityUntrusted // a client does not trust our certificate authority
	RuleTunnelRefused      = openapi.RuleTunnelRefused      // a tunnel to another host was refused
	RuleWorldAdopted       = openapi.RuleWorldAdopted       // an unknown server and token were given a world
	RuleFaultUnmet         = openapi.RuleFaultUnmet         // a fault was met less often than arranged
	RuleGateShut           = openapi.RuleGateShut           // a gate is still shut
	RuleRefusalUnexpected  = openapi.RuleRefusalUnexpected  // a request was refused, and nobody expected it
	RuleExpectationFailed  = openapi.RuleExpectationFailed  // an expectation was not met
	RuleEvidenceForbidden  = openapi.RuleEvidenceForbidden  // an exchange rests on evidence that is not allowed
)

// How sure a reply is, the most certain first.
const (
	Documented = openapi.Documented // a vendor page states it
	Example    = openapi.Example    // a vendor sample shows it
	Observed   = openapi.Observed   // a third party saw it in real traffic
	Inferred   = openapi.Inferred   // nobody documented it: the mock's choice
)

// What a world starts with. A world file is the same in YAML.
type (
	// Seed is what a world starts with: Agents, Skills, Campaigns, States, Tokens, Server, Clock, Account and all else. DemoSeed
	// and LoadSeed make one.
	Seed = seed.Seed
	// Token lets a client in: Token, Description, UsedToday.
	Token = seed.Token
	// Clock is the time of a world: Time, and Frozen when it stands still.
	Clock = seed.Clock
	// SeedAgent is an agent in a situation: AgentID, Name, Enabled, Manual, Status, Call (with ring, talk and acw), DNI, SSO,
	// Network.
	SeedAgent = seed.Agent
	// SeedCall is the call of an agent: Type, Phone, CampaignID, CustomerID, SkillID.
	SeedCall = seed.Call
	// SeedQueuedCall is a call that waits for an agent: SkillID, Phone.
	SeedQueuedCall = seed.QueuedCall
	// SeedSkill is a skill: SkillID, SkillChange, Agents.
	SeedSkill = seed.Skill
	// SeedMember is an agent in a skill: AgentID, Expertise.
	SeedMember = seed.Member
	// SeedCampaign is a campaign: CampaignID, CampaignChange.
	SeedCampaign = seed.Campaign
	// SeedRoutingPoint is a routing point: RPID, RoutingPointChange.
	SeedRoutingPoint = seed.RoutingPoint
	// SeedCallback is a callback: AgentID, CampaignID, CustomerID, Phone, Style, and Date or In.
	SeedCallback = seed.Callback
	// SeedCode is an activity code: Group, ID, Description and its flags.
	SeedCode = seed.Code
	// SeedDNC is a number of the do-not-call list: Phone, Type.
	SeedDNC = seed.DNC
	// SeedLaw is a number that law 2300 blocks: NIT, Telephone, CustomerID.
	SeedLaw = seed.Law
	// SeedIP is an address of the firewall list: IP, Permanent, Description.
	SeedIP = seed.IP
	// SeedFile is a file or an audio: Name and what is known of it.
	SeedFile = seed.File
)

// The identity of the demo world, which a server starts with unless it is given another.
const (
	DemoServer = seed.DemoServer
	DemoToken  = seed.DemoToken
)

// DemoSeed is the demo world: a copy, to be changed and given to WithSeed or FromSeed.
func DemoSeed() Seed { return seed.Demo() }

// LoadSeed reads a world file, YAML or JSON. An error names the line, the key and what is allowed there.
func LoadSeed(file string) (Seed, error) { return seed.Load(file) }
