package mockserver

import (
	"strconv"

	"wolkvoxmock/mockserver/callcenter"
	"wolkvoxmock/openapi"
)

// The operations on lists of numbers and addresses that are kept out, or let in.

func addDNC(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return counted(c.AddDNC(x.now, x.param("type_call"), x.list("telephones")))
}

func removeDNC(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return counted(c.RemoveDNC(x.param("type"), x.list("telephones")))
}

func blockPredictiveDNC(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return counted(c.BlockRecords(x.param("id_campaing"), x.list("id_cliente")))
}

func counted(n int, err error) (openapi.Vars, error) {
	return vars{{"count", strconv.Itoa(n)}}, err
}

func blockLaw2300(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.BlockLaw(x.now, x.param("nit"), x.param("telephone"), x.param("customer_id"))
}

func freeLaw2300(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.FreeLaw(x.param("nit"), x.param("item"), x.param("value"))
}

func addIP(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.AddIP(x.param("ip"), x.param("permanent"), x.param("description"))
}

func removeIP(c *callcenter.Center, x *exchange) (openapi.Vars, error) {
	return nil, c.RemoveIP(x.param("ip"))
}
