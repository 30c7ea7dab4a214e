import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

let mock
export async function globalSetup() {
  mock = spawn('wolkvox-mock', ['serve', '--addr', '127.0.0.1:0', '--json'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [line] = await once(createInterface({ input: mock.stdout }), 'line')
  process.env.WOLKVOX_ADMIN = JSON.parse(line).admin_url
}
export const globalTeardown = () => mock.kill()

// newWorld makes a world for one test: { name, server, token, url }.
export const newWorld = async () => (await fetch(`${process.env.WOLKVOX_ADMIN}/worlds`, { method: 'POST' })).json()
