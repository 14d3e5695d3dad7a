// A Kith server of its own for tests: on a free port, with its data in a folder that goes with it.
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

function freePort() {
  return new Promise((give) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address()
      probe.close(() => give(port))
    })
  })
}

// `filled`: with the demonstration community. Throws when it does not come up. `options` are for other commands on the
// same data; `stop` gives the exit code.
export async function startServer(binary, { filled = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'kith-web-'))
  const address = `127.0.0.1:${await freePort()}`
  const settings = {
    'server.listen': address,
    'server.base_url': `http://${address}`,
    'server.domain': address,
    'server.rate_limits': 'false',
    'server.metrics_listen': '',
  }
  const options = ['--data', join(folder, 'data')]
  for (const [key, value] of Object.entries(settings)) options.push('--set', `${key}=${value}`)
  if (filled) {
    const done = spawnSync(binary, ['demo', ...options], { encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`the demonstration community could not be made: ${done.stderr}`)
  }
  const logFile = join(folder, 'server.log')
  const output = openSync(logFile, 'w')
  const server = spawn(binary, ['serve', ...options], { stdio: ['ignore', output, output] })
  const log = () => readFileSync(logFile, 'utf8')
  process.on('exit', () => {
    server.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })
  for (let tries = 0; ; tries++) {
    const up = await fetch(`http://${address}/health`).then((answer) => answer.ok, () => false)
    if (up) break
    if (tries > 300 || server.exitCode !== null) throw new Error('the server did not come up:\n' + log())
    await new Promise((wait) => setTimeout(wait, 100))
  }
  return {
    base: `http://${address}`,
    options,
    log,
    stop() {
      const stopped = new Promise((end) => server.on('exit', end))
      server.kill('SIGTERM')
      return stopped
    },
  }
}
