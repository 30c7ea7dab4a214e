import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

const serve = ['serve', '--addr', '127.0.0.1:0', '--json', '--exit-with-stdin']
let mock
export async function globalSetup() {
  mock = spawn('wolkvox-mock', serve, { stdio: ['pipe', 'pipe', 'inherit'] })
  const [line] = await once(createInterface({ input: mock.stdout }), 'line')
  process.env.WOLKVOX_ADMIN = JSON.parse(line).admin_url
}
export const globalTeardown = () => mock.kill()

async function send(method, path, body) {
  const reply = await fetch(process.env.WOLKVOX_ADMIN + path, { method, body: body && JSON.stringify(body) })
  return JSON.parse(await reply.text() || 'null')
}

// newWorld makes a world for one test: { name, server, token, url }, and control() for its control API.
export async function newWorld() {
  const made = await send('POST', '/worlds')
  return { ...made, control: (method, path, body) => send(method, `/worlds/${made.name}${path}`, body) }
}
