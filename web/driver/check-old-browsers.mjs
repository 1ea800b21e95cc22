// The built page must run on an old phone: ES2017 syntax and prototype methods, and no browser
// interface newer than Chrome 64. The styles are read for what Chrome 64 does not know. A page
// over its size fails too.
import { readdirSync, readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { ESLint } from 'eslint'
import compat from 'eslint-plugin-compat'
import esx from 'eslint-plugin-es-x'

const MAX_BYTES = 60_000
const folder = new URL('./dist/assets/', import.meta.url)
const names = readdirSync(folder)
const read = (name) => readFileSync(new URL(name, folder), 'utf8')
const faults = []

const eslint = new ESLint({
  overrideConfigFile: true,
  overrideConfig: [
    {
      files: ['**/*.js'],
      languageOptions: { ecmaVersion: 2017, sourceType: 'module' },
      linterOptions: { reportUnusedDisableDirectives: 'off', noInlineConfig: true },
      plugins: { compat, 'es-x': esx },
      settings: { browsers: ['chrome 64'], 'es-x': { aggressive: true } },
      rules: {
        ...esx.configs['flat/restrict-to-es2017'].rules,
        'es-x/no-modules': 'off', // type="module" came with Chrome 61
        // Only strays of the guess by name: arrays have had these since ES5.
        ...Object.fromEntries(['every', 'filter', 'find', 'foreach', 'map', 'reduce', 'some'].map((m) => [`es-x/no-iterator-prototype-${m}`, 'off'])),
        'compat/compat': 'error',
      },
    },
  ],
})
for (const name of names.filter((n) => n.endsWith('.js'))) {
  const [result] = await eslint.lintText(read(name), { filePath: name })
  for (const m of result.messages) faults.push(`${name}:${m.line}:${m.column} ${m.ruleId ?? 'syntax'}: ${m.message}`)
}

// Not in Chrome 64: flex gap 84, inset 87, aspect-ratio 88, min()/max()/clamp() 79, :is() 88,
// :where() 88, :focus-visible 86, dvh 108. `grid-gap` is the old word that 64 does know.
const MODERN = /[;{]\s*gap\s*:|[;{]\s*(?:row|column)-gap\s*:|[;{]inset\s*:|aspect-ratio\s*:|:is\(|:where\(|:focus-visible|\d(?:dvh|svh|lvh)|\b(?:min|max|clamp)\(/g
for (const name of names.filter((n) => n.endsWith('.css'))) {
  for (const found of read(name).matchAll(MODERN)) faults.push(`${name}:${found.index} style: ${found[0]}`)
}

let bytes = gzipSync(readFileSync(new URL('./dist/index.html', import.meta.url))).length
for (const name of names) bytes += gzipSync(readFileSync(new URL(name, folder))).length
if (bytes > MAX_BYTES) faults.push(`the page is ${bytes} bytes gzip, at most ${MAX_BYTES}`)

for (const fault of faults) console.error(fault)
console.log(`check-old-browsers: ${names.length} files, ${bytes} bytes gzip, ${faults.length} faults`)
process.exit(faults.length ? 1 : 0)
