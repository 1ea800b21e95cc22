// What every story needs: a page that must stay without errors, and words in the page's language.
import { expect, test as base, type ConsoleMessage, type Locator, type Page } from '@playwright/test'

export type Lang = 'zh' | 'en'
export const LANGS: Lang[] = ['zh', 'en']

/** Refusals that a story provokes by design; Chromium reports them as errors of the console. */
const REFUSED = /status of (404|401|409|422|429)/
/** What was never set is null, so nothing of a preference is ever refused. */
const provoked = (m: ConsoleMessage): boolean => REFUSED.test(m.text()) && !m.location().url.includes('/api/v1/preferences/')

/** Every story fails when one of its pages logs an error or a script throws. */
export const test = base.extend<{ quiet: string[] }>({
  quiet: [async ({ context }, use) => {
    const errors: string[] = []
    context.on('page', (page) => {
      page.on('console', (m) => { if (m.type() === 'error' && !provoked(m)) errors.push(`${page.url()}: ${m.text()}`) })
      page.on('pageerror', (e) => errors.push(`${page.url()}: ${e.message}`))
    })
    await use(errors)
    expect(errors).toEqual([])
  }, { auto: true }],
})
export { expect }

type Tree = { [key: string]: string | string[] | Tree }
/** The console's own words, `say('plant.save', { n: 3 })`, so that one story speaks both languages. */
export function wordsOf(words: { zh: object; en: object }, lang: Lang) {
  return (key: string, values: Record<string, string | number> = {}): string => {
    let at: unknown = words[lang]
    for (const part of key.split('.')) at = (at as Tree | undefined)?.[part]
    if (typeof at !== 'string') throw new Error(`no word ${key} in ${lang}`)
    return at.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''))
  }
}

/** Language and brightness as the user chose them before. */
export async function choose(page: Page, { lang = 'zh', dark = false }: { lang?: Lang; dark?: boolean }): Promise<void> {
  await page.addInitScript(([d, l]) => {
    localStorage.setItem('cg.dark', d ? '1' : '0')
    localStorage.setItem('cg.lang', String(l))
  }, [dark, lang] as const)
}

/** The field of a form by its label, whether the form marks it as optional or not. */
export function field(page: Page | Locator, label: string): Locator {
  const plain = label.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return page.getByLabel(new RegExp(`^${plain}\\s*(选填|optional)?$`))
}
