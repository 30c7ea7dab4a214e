package features_test

import "github.com/cucumber/godog"

// phrases is the language of the scenarios, all of it. "the API" is the latest answer, "the call" the latest that was
// arranged or made; "and waits" sends a request as far as a gate.
func (s *scene) phrases(sc *godog.ScenarioContext) {
	given, when, then := s.suite.learns(sc.Given), s.suite.learns(sc.When), s.suite.learns(sc.Then)

	// People come on the scene.
	given(`^agent "(\d+)"( of another world)? is (Ready|logged out|in ACW|in "[^"]+")$`, s.agentIs)
	given(`^agent "(\d+)" is in ACW after an? (inbound|predictive|manual) call with "(\d+)"$`, s.agentIsInACWAfter)
	given(`^agent "(\d+)"( of another world)? is talking to "(\d+)"(?: on an? (inbound|predictive|manual) call)?$`, s.agentIsTalking)
	given(`^agent "(\d+)" is disabled$`, s.agentIsDisabled)
	given(`^agent "(\d+)" is talking to customer "([^"]+)" of the campaign on "(\d+)"$`, s.isTalkingToCustomer)
	given(`^agent "(\d+)" has an? (auto|manual) callback to customer "([^"]+)" on "(\d+)" for "(\d+)"$`, s.schedules)
	given(`^an agent may stay in ACW for "([^"]+)"$`, s.acwIsLimited)
	given(`^an? (inbound|predictive|manual) call with "(\d+)" rings at agent "(\d+)"$`, s.callRings)

	// An application uses the API.
	given(`^the application has (no token|an empty token|a malformed token|an unknown token|a second token of the account|the token of another account)$`, s.applicationHas)
	given(`^the application works for (another|an empty) world$`, s.applicationWorksAbroad)
	when(`^the application takes (an unknown token|a second token of the account)$`, s.applicationHas)
	when(`^agent "(\d+)" hangs up( and waits)?$`, s.hangsUp)
	when(`^agent "(\d+)" changes status to "([^"]*)"( and waits)?$`, s.changesStatus)
	when(`^agent "(\d+)" makes an auxiliary call to "([^"]*)"( and waits)?$`, s.makesAuxCall)
	when(`^agent "(\d+)" transfers the call to "([^"]*)"( and waits)?$`, s.transfers)
	when(`^agent "(\d+)" dials "([^"]*)"(?: for customer "([^"]*)", "([^"]*)")?( and waits)?$`, s.dials)
	when(`^agent "(\d+)" toggles (mute|hold)( and waits)?$`, s.toggles)
	when(`^agent "(\d+)" sends the tones "([^"]*)"( and waits)?$`, s.sendsTones)
	when(`^agent "(\d+)" codes the call "([^"]+)", "([^"]+)"(?:, saying "([^"]+)")?$`, s.codes)
	when(`^agent "(\d+)" hangs up, codes the call "([^"]+)"(?:, "([^"]+)")?(?:, saying "([^"]+)")?,? and is Ready$`, s.hangsUpAndCodes)
	when(`^the button "([^"]+)" of agent "(\d+)" is (hidden|shown)$`, s.buttonIs)
	when(`^agent "(\d+)" schedules an? (auto|manual) callback(?: to customer "([^"]+)")? on "(\d+)" for "(\d+)"$`, s.schedules)
	when(`^the callback to customer "([^"]+)" on "(\d+)" becomes an? (auto|manual) one of agent "(\d+)" for "(\d+)"$`, s.callbackBecomes)
	when(`^agent "(\d+)" deletes the (auto|manual) callback to customer "([^"]+)" on "(\d+)"$`, s.deletesCallback)
	when(`^agent "(\d+)" is deactivated( and waits)?$`, s.isDeactivated)
	when(`^agent "(\d+)" is activated( and waits)?$`, s.isActivated)
	when(`^"(\w+)" is called( and waits)?$`, s.isCalled)
	when(`^"(\w+)" is called( and waits)? with$`, s.isCalledWith)
	when(`^("[^"]+"(?:, "[^"]+")*) of (\d+) bytes (?:is|are) uploaded by "(\w+)"$`, s.areUploaded)
	when(`^(\d+) files of (\d+) bytes are uploaded by "(\w+)"$`, s.manyAreUploaded)
	then(`^the API (accepts|refuses)$`, s.apiAnswers)
	then(`^the API (accepts|refuses) with "([^"]+)"(?: saying "(.*)")?$`, s.apiAnswersWith)
	then(`^the answer lists$`, s.answerLists)
	then(`^the "([^"]+)" of the answer is "([^"]*)"$`, s.fieldIs)
	then(`^the "([^"]+)" of the answer looks like "([^"]*)"$`, s.fieldLooksLike)
	then(`^no answer comes$`, s.noAnswer)
	then(`^the answer carries the conn_id of the (call|new leg)$`, s.answerCarriesConnID)
	then(`^the conn_id looks like the "([^"]+)" of a report$`, s.connIDLooksLike)
	then(`^the conn_id is "([^"]+)"$`, s.connIDIs)

	// What has become of agents and calls.
	then(`^agent "(\d+)"( of another world)? is (Ready|logged out|in ACW|in "[^"]+"|ringing|talking to "\d+"|disabled|enabled)$`, s.agentIsNow)
	then(`^agent "(\d+)" has no call$`, s.agentHasNoCall)
	then(`^agent "(\d+)" has been in this state for "([^"]+)"$`, s.agentHasBeenThereFor)
	then(`^the call(?: with "(\d+)")? (goes on|has ended)(?:, by the (agent|customer|transfer))?$`, s.callIs)
	then(`^the call(?: with "(\d+)")? (has left for) "([^"]+)"$`, s.callIs)
	then(`^the call is a manual call$`, s.callIsManual)
	then(`^the call(?: with "(\d+)")? is for (nobody known|customer "[^"]*", "[^"]*")$`, s.callIsFor)
	then(`^the tones of the call are "([^"]*)"$`, s.callHasTones)
	then(`^the call is (not )?(muted|on hold)$`, s.callIsToggled)
	then(`^the call is with "(\d+)"$`, s.callIsWith)
	then(`^the call rings at "(\d+)"$`, s.callRingsAt)
	then(`^the call is an auxiliary call that follows the one with "(\d+)"$`, s.callIsAuxiliary)
	then(`^the call(?: with "(\d+)")? is (?:not coded|coded "([^"]+)"(?:, "([^"]+)")?(?:, saying "([^"]+)")?)$`, s.callIsCoded)
	then(`^agent "(\d+)" (sees|does not see) the button "([^"]+)"$`, s.agentSees)
	then(`^the callbacks are$`, s.callbacksAre)
	then(`^there are no callbacks$`, s.thereAreNoCallbacks)
	then(`^the callback to customer "([^"]+)" on "(\d+)" rings at agent "(\d+)"(?:, since "([^"]+)")?$`, s.callbackRings)
	then(`^the campaign knows customer "([^"]+)" as "([^"]*)"$`, s.campaignKnows)

	// The account, and what no read shows.
	given(`^the account does not record in stereo$`, s.accountHasNoServices)
	then(`^the mock knows of (agent|skill|customer|the (?:call|account))(?: "(\d+)")?(?: of campaign "(\d+)")?$`, s.mockKnows)
	then(`^the copilot has (no file|"[^"]+"(?:, "[^"]+")*)$`, s.copilotHas)

	// Raw requests and replies.
	when(`^([A-Z]+) "([^"]*)" is sent$`, s.requestIsSent)
	when(`^([A-Z]+) "([^"]*)" is sent with$`, s.requestIsSentWith)
	then(`^the request is noted as breaking "([^"]+)"$`, s.requestIsNoted)
	then(`^the HTTP status is (\d+)$`, s.statusIs)
	then(`^the HTTP status is (\d+), and the code says so too$`, s.statusAndCodeAre)
	then(`^the code is (text|number) "(\d*)"$`, s.codeIs)
	then(`^the error is (null|".*")$`, s.errorIs)
	then(`^the data is (absent|present)$`, s.dataIs)
	then(`^the reply is$`, s.replyIs)
	then(`^the reply has no body$`, s.replyHasNoBody)
	then(`^the reply carries$`, s.replyCarries)

	// From here on, what no real service could be told (@mock): people act beside the API ...
	when(`^an? (inbound|predictive|manual) call with "(\d+)"(?:, customer "([^"]*)" of campaign "(\d+)"|, for skill "(\d+)")? comes in for agent "(\d+)"$`, s.callComesIn)
	when(`^the customer hangs up$`, s.customerHangsUp)
	when(`^agent "(\d+)" picks up$`, s.agentPicksUp)
	when(`^agent "(\d+)" logs (in|out)$`, s.agentLogs)
	when(`^the token is deleted$`, s.tokenIsDeleted)
	when(`^the account's protection by law 2300 is switched (on|off)$`, s.law2300Is)
	then(`^(?:wolkvox Agent|the mock) refuses with "([^"]+)"$`, s.mockRefuses)

	// ... misfortune and time are arranged ...
	given(`^the next (?:(\d+) )?(?:"(\w+)"|requests?) will (be done but )?(?:fail with (\d+)|(?:be )?lost|take "([^"]+)" longer)$`, s.nextWill)
	when(`^the faults are taken away$`, s.faultsAreTakenAway)
	given(`^a gate( of another world)? holds the next (?:(\d+) )?requests?(?: for "(\w+)")?$`, s.gateHolds)
	when(`^the gate opens$`, s.gateOpens)
	when(`^the test sets "([^"]+)" to (\{.*\})$`, s.testSets)
	when(`^the test takes "([^"]+)" away$`, s.testTakesAway)
	given(`^the clock stands at "([^"]+)"$`, s.clockStands)
	when(`^the clock is set to "([^"]+)"$`, s.clockIsSet)
	when(`^the clock advances by "([^"]+)"$`, s.clockAdvances)
	then(`^it is "([^"]+)"$`, s.itIs)

	// ... and worlds come and go, and tell what happened.
	when(`^the world is reset$`, s.worldIsReset)
	when(`^another world is deleted$`, s.anotherWorldIsDeleted)
	when(`^a snapshot is taken$`, s.snapshotIsTaken)
	when(`^the snapshot is restored$`, s.snapshotIsRestored)
	then(`^there are no agents and no calls$`, s.worldIsEmpty)
	then(`^the journal is empty$`, s.journalIsEmpty)
	then(`^the journal says that "([^"]+)" was done but not answered$`, s.journalSaysLost)
	then(`^the journal says why: "([^"]+)"$`, s.journalSaysWhy)
	then(`^the journal reads$`, s.journalReads)
	then(`^the journal holds no token$`, s.journalHoldsNoToken)
	then(`^the coverage counts "([^"]+)" (\d+) times?$`, s.coverageCounts)

	// What reads tell, and the daily limit.
	given(`^agent "(\d+)" is connected by$`, s.agentIsConnectedBy)
	given(`^the account has (\d+) calls? left today$`, s.accountHasCallsLeft)
}
