package mockserver

import (
	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/openapi"
)

// The operations on callbacks, which the vendor calls recalls.

// recall has the new signature, recallByPhone the old one (Q-RECALL-SIGNATURE).
func recall(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.Recall(x.now, x.recall("telefono", "rellamada"))
}

func recallByPhone(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.RecallByPhone(x.now, x.param("agent_id"), x.param("customer_phone"), x.param("date"), x.param("type_recall"))
}

func editRecall(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.EditRecall(x.now, x.recall("telephone", "recall"))
}

func deleteRecall(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.DeleteRecall(x.recall("telephone", ""))
}

// recall is the callback that a request is about. The parameters of phone and date are called differently in each.
func (x *exchange) recall(phone, date string) callcenter.Recall {
	return callcenter.Recall{
		AgentID: x.param("agent_id"), CampaignID: x.param("id_camp"), CustomerID: x.param("id_customer"), Phone: x.param(phone),
		Date: x.param(date), Style: x.param("recall_style"), CustomerName: x.param("name_recall"),
	}
}
