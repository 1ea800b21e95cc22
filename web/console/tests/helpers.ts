import { expect, test as base, type ConsoleMessage, type Page } from '@playwright/test'

/** Answers that the API gives by design where something is not there; Chromium reports them as errors. */
const EXPECTED = /status of (404|401|409|422|429)/
/** What was never set is null, so nothing of a preference is ever refused. */
const expected = (m: ConsoleMessage): boolean => EXPECTED.test(m.text()) && !m.location().url.includes('/api/v1/preferences/')

/** Every test fails when the page logs an error or a script throws. */
export const test = base.extend<{ quiet: string[] }>({
  quiet: [async ({ page }, use) => {
    const errors: string[] = []
    page.on('console', (m) => { if (m.type() === 'error' && !expected(m) && !/ERR_(EMPTY_RESPONSE|CONNECTION)|WebSocket connection/.test(m.text())) errors.push(m.text()) })
    page.on('pageerror', (e) => errors.push(e.message))
    await use(errors)
    expect(errors).toEqual([])
  }, { auto: true }],
})
export { expect }

export async function reset(page: Page, scenario: string, more: object = {}): Promise<void> {
  await page.request.post(`/mock/reset?scenario=${scenario}`, { data: more })
}
export async function calls(page: Page, pattern: RegExp): Promise<{ method: string; path: string; body: Record<string, unknown> }[]> {
  const all = await (await page.request.get('/mock/calls')).json()
  return all.items.filter((c: { path: string }) => pattern.test(c.path))
}
export async function settings(page: Page, { dark = false, lang = 'zh' } = {}): Promise<void> {
  await page.addInitScript(([d, l]) => {
    localStorage.setItem('cg.dark', d ? '1' : '0')
    localStorage.setItem('cg.lang', String(l))
  }, [dark, lang] as const)
}
