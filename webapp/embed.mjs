// Builds the web app and turns it into a C++ file that carries it: node embed.mjs OUT_FOLDER
// Installs the packages of package-lock.json first if they are missing or others. Files are compressed here, once, and
// taken in by the assembler, so that the compiler has nothing to read.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, extname, join, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

const here = dirname(fileURLToPath(import.meta.url))
const out = resolve(process.argv[2] ?? '')
if (!process.argv[2]) throw new Error('usage: node embed.mjs OUT_FOLDER')

function run(command, ...args) {
  const done = spawnSync(command, args, { cwd: here, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } })
  if (done.status !== 0) {
    process.stderr.write(`${done.stdout ?? ''}${done.stderr ?? ''}${done.error ?? ''}\n`)
    process.exit(1)
  }
}

const installed = join(here, 'node_modules', '.lock-digest')
const wanted = createHash('sha256')
  .update(readFileSync(join(here, 'package-lock.json')))
  .digest('hex')
if (!existsSync(installed) || readFileSync(installed, 'utf8') !== wanted) {
  run('npm', 'ci', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts')
  writeFileSync(installed, wanted)
}

rmSync(out, { recursive: true, force: true })
mkdirSync(join(out, 'files'), { recursive: true })
const dist = join(out, 'dist')
run(process.execPath, join('node_modules', 'vite', 'bin', 'vite.js'), 'build', '--outDir', dist, '--logLevel', 'warn')

const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.txt': 'text/plain; charset=utf-8',
}

function* walk(folder) {
  for (const entry of readdirSync(folder).sort()) {
    const path = join(folder, entry)
    if (statSync(path).isDirectory()) yield* walk(path)
    else yield path
  }
}

const symbols = []
let assembly = ''
function carry(bytes, name) {
  const symbol = `kith_app_file_${symbols.length}`
  const path = join(out, 'files', name)
  writeFileSync(path, bytes)
  symbols.push(symbol)
  assembly += `".global ${symbol}\\n${symbol}: .incbin \\"${path}\\"\\n"\n    ".global ${symbol}_end\\n${symbol}_end: .byte 0\\n"\n    `
  return `view(${symbol}, ${symbol}_end)`
}

let rows = ''
let index = 0
for (const path of walk(dist)) {
  const type = types[extname(path)]
  if (!type) throw new Error(`no content type for ${path}`)
  const bytes = readFileSync(path)
  const brotli = brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  })
  const gzip = gzipSync(bytes, { level: 9 })
  const smaller = (packed) => packed.length < bytes.length * 0.9
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 16)
  rows += `        {"${relative(dist, path)}", "${type}", "${digest}", ${carry(bytes, `${index}`)}, `
  rows += `${smaller(gzip) ? carry(gzip, `${index}.gz`) : '{}'}, ${smaller(brotli) ? carry(brotli, `${index}.br`) : '{}'}},\n`
  ++index
}

writeFileSync(
  join(out, 'app_files.cpp'),
  `// Made by webapp/embed.mjs.
#include "web/embedded_app.hpp"

asm(".pushsection .rodata.kith_webapp,\\"a\\",@progbits\\n"
    ${assembly}".popsection\\n");

extern "C" {
${symbols.map((symbol) => `extern const char ${symbol}[], ${symbol}_end[];`).join('\n')}
}

namespace kith::webapp {
namespace {

std::string_view view(const char* begin, const char* end) { return {begin, static_cast<std::size_t>(end - begin)}; }

} // namespace

std::span<const web::AppFile> files() {
    static const web::AppFile all[] = {
${rows}    };
    return all;
}

} // namespace kith::webapp
`,
)
