// The first load of the console, gzipped: the entry with everything it imports, and the heaviest page on top.
// Fails above the limit.
import { readFileSync, rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'

const LIMIT = 350 * 1024
const dist = fileURLToPath(new URL('../dist/', import.meta.url))
const manifest = JSON.parse(readFileSync(`${dist}.vite/manifest.json`, 'utf8'))
const size = (file) => gzipSync(readFileSync(dist + file)).length

function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const k of manifest[key].imports ?? []) closure(k, seen)
  return seen
}
function files(keys) {
  const out = new Set()
  for (const k of keys) {
    out.add(manifest[k].file)
    for (const css of manifest[k].css ?? []) out.add(css)
  }
  return out
}
const kb = (n) => `${(n / 1024).toFixed(1)} kB`
const entry = Object.keys(manifest).find((k) => manifest[k].isEntry)
const base = closure(entry)
let worst = { name: '', total: 0 }
const pages = Object.keys(manifest).filter((k) => /src\/pages\/.*\/Page\.vue$/.test(k))
for (const page of pages) {
  const all = files(closure(page, new Set(base)))
  const total = [...all].reduce((n, f) => n + size(f), 0)
  console.log(`first load of ${page.split('/').at(-2).padEnd(14)} ${kb(total)}`)
  if (total > worst.total) worst = { name: page, total }
}
console.log(`frame alone                 ${kb([...files(base)].reduce((n, f) => n + size(f), 0))}`)
rmSync(`${dist}.vite`, { recursive: true })
if (worst.total > LIMIT) {
  console.error(`${worst.name}: ${kb(worst.total)} is over ${kb(LIMIT)}`)
  process.exit(1)
}
