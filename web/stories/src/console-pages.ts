// The console's pages as its router lists them, so that a new page is looked at without a word here.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './binary'

const CONSOLE = join(ROOT, 'web/console/src')
/** `role`: who may see it; null: it stands before the sign-in. */
export interface ConsolePage { path: string; folder: string; role: string | null }

export function consolePages(): ConsolePage[] {
  const list = /PAGES: PageInfo\[\] = \[\n([^]*?)\n\]/.exec(readFileSync(join(CONSOLE, 'router.ts'), 'utf8'))?.[1]
  if (!list) throw new Error('router.ts lists no pages')
  return list.split('\n').map(understood).filter((p) => existsSync(join(CONSOLE, 'pages', p.folder, 'Page.vue')))
}
function understood(line: string): ConsolePage {
  const [, path, folder, role] = /^ *\{ name: '[\w-]+', path: '(\/[\w/-]+)', folder: '([\w-]+)', role: (null|'\w+')/.exec(line) ?? []
  if (!path || !folder || !role) throw new Error(`router.ts lists a page that is not understood: ${line}`)
  return { path, folder, role: role === 'null' ? null : role.slice(1, -1) }
}
