// A program of Node that starts others, as npm does: what asks a proxy has to come to the mock from there too.
const { execFile, execFileSync, execSync, spawn, spawnSync } = require('node:child_process')
const { promisify } = require('node:util')

async function main () {
  const script = 'echo "$NO_PROXY,$no_proxy"'
  const seen = {
    execSync: execSync(script),
    'execSync with an environment': execSync(script, { env: { ...process.env } }),
    execFileSync: execFileSync('sh', ['-c', script]),
    spawnSync: spawnSync('sh', ['-c', script], { encoding: 'utf8' }).stdout,
    execFile: (await promisify(execFile)('sh', ['-c', script], { env: { ...process.env } })).stdout,
    spawn: await new Promise((resolve) => spawn('sh', ['-c', script]).stdout.once('data', resolve))
  }
  for (const [name, value] of Object.entries(seen)) {
    if (/wolkvox/.test(value) || !/127\.0\.0\.1/.test(value)) throw new Error(`${name}: ${value}`)
  }
  if (!process.env.NO_PROXY.endsWith(',.wolkvox.com')) throw new Error(process.env.NO_PROXY)
  const { status } = spawnSync('sh', [process.argv[2]], { stdio: 'inherit' })
  process.exitCode = status
}

main()
