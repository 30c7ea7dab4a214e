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

test('each test has a world of its own', async () => {
  const [world, other] = [await newWorld(), await newWorld()]
  assert.equal((await hang(world, '12989')).code, '200')
  assert.equal((await world.control('GET', '/agents/12989')).state, 'ACW')
  assert.equal((await other.control('GET', '/agents/12989')).state, 'Talk')
})

test('an answer is arranged by its name', async () => {
  const world = await newWorld()
  await world.control('POST', '/faults', { operation: 'hang', outcome: 'token_busy' })
  assert.equal((await hang(world, '12989')).code, '403')
  assert.equal((await hang(world, '12989')).code, '200')
})

test('waiting takes no polling', async () => {
  const world = await newWorld()
  const [page] = await Promise.all([
    world.control('GET', '/requests?operation=hang&count=1&timeout=10s'),
    hang(world, '12989'),
  ])
  assert.equal(page.complete, true)
  assert.deepEqual(page.requests.map(r => r.outcome), ['hung_up'])
})

test('time passes when it is told to', async () => {
  const world = await newWorld()
  await world.control('PUT', '/account', { acw_limit: '30s' })
  await world.control('PUT', '/clock', { action: 'freeze', time: '2026-01-30T09:00:00Z' })
  await hang(world, '12989')
  await world.control('PUT', '/clock', { action: 'advance', duration: '30s' })
  assert.equal((await world.control('GET', '/agents/12989')).state, 'Ready')
})
