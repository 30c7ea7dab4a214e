import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { globalSetup, globalTeardown, newWorld } from './mock.mjs'

before(globalSetup)
after(globalTeardown)

async function hang(world, agentId) { // your own client goes here
  const url = `${world.url}/api/v2/agentbox.php?api=hang&agent_id=${agentId}`
  const reply = await fetch(url, { method: 'POST', headers: { 'wolkvox-token': world.token } })
  return reply.json()
}

test('after a call comes ACW', async () => {
  const world = await newWorld()
  assert.equal((await hang(world, '12989')).code, '200')
  const agent = await (await fetch(`${process.env.WOLKVOX_ADMIN}/worlds/${world.name}/agents/12989`)).json()
  assert.equal(agent.state, 'ACW')
})

test('a second hang-up is refused', async () => {
  const world = await newWorld()
  await hang(world, '12989')
  assert.equal((await hang(world, '12989')).code, '404')
})
