package client

// What tests could not reach, or not cheaply: a bound of 64 MiB, and parameters that no operation has yet.
var (
	ReadReply = readReply
	ParamsOf  = paramsOf
)
