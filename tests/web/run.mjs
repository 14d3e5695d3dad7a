// The web app in Chromium against the real binary and the demonstration community: node run.mjs [FILE…]
// KITH_BINARY names the binary. Ends with "N passed" or "N passed, M failed".
import { readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { startServer } from './server.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const binary = process.env.KITH_BINARY ?? join(here, '..', '..', 'build', 'dev', 'kith')
const server = await startServer(binary, { filled: true }).catch((problem) => {
  console.error(problem.message)
  console.log('0 passed, 1 failed')
  process.exit(1)
})

process.env.KITH_BASE = server.base
process.env.KITH_COMMAND = JSON.stringify([binary, server.options]) // for accounts that a test makes
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

const code = await server.stop()
if (code !== 0) {
  ++failed
  console.log(`the server ended with ${code}:\n` + server.log().slice(-4000))
}
console.log(failed ? `${passed} passed, ${failed} failed` : `${passed} passed`)
process.exit(failed ? 1 : 0)
