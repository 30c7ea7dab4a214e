// Package intercept leads clients that have the address of the real service written into them to the mock: a certificate
// authority that can vouch for wolkvox.com and this machine only, and connections that speak TLS or not, as their client does.
package intercept
