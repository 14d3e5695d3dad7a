// The web app in Chromium against the real binary and the demonstration community: node run.mjs [FILE…]
// KITH_BINARY names the binary. Ends with "N passed" or "N passed, M failed".
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, openSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'

const here = dirname(fileURLToPath(import.meta.url))
const binary = process.env.KITH_BINARY ?? join(here, '..', '..', 'build', 'dev', 'kith')
const folder = mkdtempSync(join(tmpdir(), 'kith-web-'))

const port = await new Promise((give) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address()
    probe.close(() => give(port))
  })
})
const address = `127.0.0.1:${port}`
const options = ['--data', join(folder, 'data')]
const settings = {
  'server.listen': address,
  'server.base_url': `http://${address}`,
  'server.domain': address,
  'server.rate_limits': 'false',
  'server.metrics_listen': '',
}
for (const [key, value] of Object.entries(settings)) options.push('--set', `${key}=${value}`)

function fail(words) {
  console.error(words)
  console.log('0 passed, 1 failed')
  process.exit(1)
}

const filled = spawnSync(binary, ['demo', ...options], { encoding: 'utf8' })
if (filled.status !== 0) fail(`the demonstration community could not be made: ${filled.stderr}`)

const log = openSync(join(folder, 'server.log'), 'w')
const server = spawn(binary, ['serve', ...options], { stdio: ['ignore', log, log] })
process.on('exit', () => {
  server.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})
for (let tries = 0; ; tries++) {
  const up = await fetch(`http://${address}/health`).then((answer) => answer.ok, () => false)
  if (up) break
  if (tries > 300 || server.exitCode !== null) fail('the server did not come up:\n' + readFileSync(join(folder, 'server.log')))
  await new Promise((wait) => setTimeout(wait, 100))
}

process.env.KITH_BASE = `http://${address}`
process.env.KITH_COMMAND = JSON.stringify([binary, options]) // for accounts that a test makes
const named = process.argv.slice(2)
const files = (named.length ? named : readdirSync(here).filter((name) => name.endsWith('.test.mjs')).sort()).map((name) =>
  resolve(named.length ? name : join(here, name)),
)
let passed = 0
let failed = 0
const tests = run({ files, concurrency: 1, timeout: 300_000 })
tests.on('test:pass', ({ nesting, name }) => nesting === 0 && !name.endsWith('.mjs') && ++passed)
tests.on('test:fail', ({ nesting }) => nesting === 0 && ++failed)
tests.compose(new spec()).pipe(process.stdout)
await new Promise((end) => tests.on('end', end))
await new Promise((wait) => setTimeout(wait, 100))

const stopped = new Promise((end) => server.on('exit', end))
server.kill('SIGTERM')
const code = await stopped
if (code !== 0) {
  ++failed
  console.log(`the server ended with ${code}:\n` + readFileSync(join(folder, 'server.log')).subarray(-4000))
}
console.log(failed ? `${passed} passed, ${failed} failed` : `${passed} passed`)
process.exit(failed ? 1 : 0)
