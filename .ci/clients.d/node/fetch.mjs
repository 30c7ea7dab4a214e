import { expect } from './expect.cjs'

await expect(async (url, headers) => {
  const reply = await fetch(url, { method: 'POST', headers })
  return [reply.status, await reply.text()]
})
