// The web app in Chromium against the real binary and the demonstration community: node run.mjs [FILE…]
// KITH_BINARY names the binary. A file in which a story failed is told once more, to a fresh community: browsers on busy
// machines miss a moment now and then, and the second time is named. Ends with "N passed" or "N passed, M failed".
import { readdirSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import { startServer } from './server.mjs'

const here = dirname(fileURLToPath(import.meta.url))
const binary = process.env.KITH_BINARY ?? join(here, '..', '..', 'build', 'dev', 'kith')
const named = process.argv.slice(2)
const files = (named.length ? named : readdirSync(here).filter((name) => name.endsWith('.test.mjs')).sort()).map((name) =>
  resolve(named.length ? name : join(here, name)),
)

// How many stories passed and failed in each of these files. A server that does not end well fails them all.
async function tell(files) {
  const server = await startServer(binary, { filled: true })
  process.env.KITH_BASE = server.base
  process.env.KITH_COMMAND = JSON.stringify([binary, server.options]) // for accounts that a test makes
  const results = new Map(files.map((file) => [file, { passed: 0, failed: 0 }]))
  const of = (file) => results.get(file) ?? results.get(files[0]) // a failure outside of any file
  const tests = run({ files, concurrency: 1, timeout: 600_000 })
  tests.on('test:pass', ({ nesting, name, file }) => nesting === 0 && !name.endsWith('.mjs') && ++of(file).passed)
  tests.on('test:fail', ({ nesting, file }) => nesting === 0 && ++of(file).failed)
  tests.compose(new spec()).pipe(process.stdout)
  await new Promise((end) => tests.on('end', end))
  await new Promise((wait) => setTimeout(wait, 100))
  const code = await server.stop()
  if (code !== 0) {
    console.log(`the server ended with ${code}:\n` + server.log().slice(-4000))
    for (const result of results.values()) ++result.failed
  }
  return results
}

let results
try {
  results = await tell(files)
  const again = files.filter((file) => results.get(file).failed)
  if (again.length) {
    console.log(`once more: ${again.map((file) => file.slice(here.length + 1)).join(' ')}`)
    for (const [file, result] of await tell(again)) results.set(file, result)
  }
} catch (problem) {
  console.error(problem)
  results = new Map([['', { passed: 0, failed: 1 }]])
}
const sum = (key) => [...results.values()].reduce((all, one) => all + one[key], 0)
console.log(sum('failed') ? `${sum('passed')} passed, ${sum('failed')} failed` : `${sum('passed')} passed`)
process.exit(sum('failed') ? 1 : 0)
