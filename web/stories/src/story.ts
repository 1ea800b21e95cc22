// What every story needs: a page that must stay without errors, and words in the page's language.
import { expect, test as base, type Locator, type Page } from '@playwright/test'
import { quietly } from './quiet'

export type Lang = 'zh' | 'en'
export const LANGS: Lang[] = ['zh', 'en']

/** Every story fails when one of its pages logs an error or a script throws. */
export const test = base.extend<{ quiet: undefined }>({
  quiet: [async ({ browser }, use) => { await quietly(browser, () => use(undefined)) }, { auto: true }],
})
export { expect }
export { expectOutage, expectRefusal } from './quiet'

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
