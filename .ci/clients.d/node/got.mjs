// node got.mjs got-11
import { expect } from './expect.cjs'

const { default: got } = await import(process.argv[2])
await expect(async (url, headers) => {
  const reply = await got.post(url, { headers })
  return [reply.statusCode, reply.body]
})
