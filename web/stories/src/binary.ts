// The cleangate program that the stories run, and how they run it.
import { execFile } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../../..')

/** CLEANGATE_BINARY, else the newest build of this checkout. */
export function binary(): string {
  const named = process.env.CLEANGATE_BINARY
  const built = named ? [named] : ['release', 'dev'].map((p) => join(ROOT, 'build', p, 'src/app/cleangate'))
  const found = built.filter((p) => existsSync(p)).sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs)[0]
  if (!found) throw new Error(`no cleangate program at ${built.join(' or ')}: build it, or name it in CLEANGATE_BINARY`)
  for (const page of ['board', 'driver', 'console']) {
    if (!existsSync(join(ROOT, 'web', page, 'dist/index.html'))) throw new Error(`web/${page} is not built: run scripts/build-web`)
  }
  return found
}

export interface Ran { code: number; out: string; err: string }

/** Runs one command of the program to its end; does not throw when it fails. */
export function run(...words: string[]): Promise<Ran> {
  return new Promise((done) => {
    execFile(binary(), words, { maxBuffer: 64 << 20 }, (error, out, err) => {
      done({ code: error ? Number(error.code ?? -1) : 0, out, err })
    })
  })
}
