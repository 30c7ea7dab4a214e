const { request } = require('undici')
const { expect } = require('./expect.cjs')

expect(async (url, headers) => {
  const reply = await request(url, { method: 'POST', headers })
  return [reply.statusCode, await reply.body.text()]
})
