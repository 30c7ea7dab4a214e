'use strict'
// Loaded by Node before a program under `wolkvox-mock run`: leads its connections to *.wolkvox.com to the mock. Nothing else of
// them changes: neither the name that TLS asks for and checks, nor the agents, headers and look-ups of other hosts.

const childProcess = require('child_process')
const fs = require('fs')
const { syncBuiltinESMExports } = require('module')
const net = require('net')
const path = require('path')

const mock = new URL('http://' + fs.readFileSync(path.join(__dirname, 'address'), 'utf8').trim())
const there = { host: mock.hostname, port: Number(mock.port || 80) } // URL leaves 80 out
const ours = '.wolkvox.com'

function isService (host) {
  return typeof host === 'string' && ('.' + host.toLowerCase().replace(/\.$/, '')).endsWith(ours)
}

// connect(options[, done]), connect(port[, host][, done]) or connect(path[, done]); within Node all of it in one array.
const connect = net.Socket.prototype.connect
net.Socket.prototype.connect = function (...given) {
  const [first, second] = Array.isArray(given[0]) ? given[0] : given
  const options = first !== null && typeof first === 'object' ? first : { port: first, host: second }
  if (options.path || !isService(options.host)) {
    return connect.apply(this, given)
  }
  const done = given.flat().filter((argument) => typeof argument === 'function')
  return connect.call(this, { ...options, ...there }, ...done.slice(0, 1))
}

// Clients that would ask a proxy connect themselves, within this process only: a program it starts finds NO_PROXY as it was here.
const names = ['NO_PROXY', 'no_proxy']
for (const name of names) {
  process.env[name] = [without(process.env[name] || ''), ours].filter(Boolean).join(',') // a worker has it already
}

function without (list) {
  return list.split(',').filter((entry) => entry !== ours).join(',')
}

function outside (env) {
  const copy = { ...env }
  for (const name of names.filter((name) => typeof copy[name] === 'string')) {
    copy[name] = without(copy[name])
  }
  return copy
}

const spawn = childProcess.ChildProcess.prototype.spawn
childProcess.ChildProcess.prototype.spawn = function (options) {
  if (options && Array.isArray(options.envPairs)) {
    options.envPairs = options.envPairs.map((pair) => {
      const [name] = pair.split('=', 1)
      return names.includes(name) ? `${name}=${without(pair.slice(name.length + 1))}` : pair
    })
  }
  return spawn.call(this, options)
}

for (const name of ['spawnSync', 'execFileSync', 'execSync']) { // (command[, arguments][, options])
  const start = childProcess[name]
  childProcess[name] = function (command, ...rest) {
    const list = Array.isArray(rest[0]) ? [rest.shift()] : []
    const options = rest.find((argument) => argument !== null && typeof argument === 'object')
    return start.call(this, command, ...list, { ...options, env: outside((options && options.env) || process.env) })
  }
}
syncBuiltinESMExports()
