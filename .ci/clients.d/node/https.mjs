import http from 'node:http'
import https from 'node:https'
import { text } from 'node:stream/consumers'
import { expect } from './expect.cjs'

await expect((url, headers) => new Promise((resolve, reject) => {
  const { request } = url.startsWith('https:') ? https : http
  request(url, { method: 'POST', headers }, async (reply) => resolve([reply.statusCode, await text(reply)]))
    .on('error', reject).end()
}))
