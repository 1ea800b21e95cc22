// A guard's shift by keyboard alone: trucks that wait, a plate corrected, a barrier lifted, papers
// entered, the server gone and back, and the next guard.
import type { Page } from '@playwright/test'
import en from '../../console/src/i18n/en'
import zh from '../../console/src/i18n/zh'
import deskWords from '../../console/src/pages/desk/words'
import { invite, useBusyGate, type Person, type Truck } from '../src/busy-gate'
import { count, keysOf, pointer, press, tones } from '../src/keyboard'
import { usePlant } from '../src/plant'
import { choose, expect, LANGS, test, wordsOf } from '../src/story'

const LI: Person = { username: 'liwei', display_name: '李卫', password: 'shift-one-2026', role: 'guard' }
const WANG: Person = { username: 'wangfang', display_name: '王芳', password: 'shift-two-2026', role: 'guard' }
const ZHAO: Person = { username: 'zhaojun', display_name: '赵军', password: 'manager-2026!', role: 'manager' }

interface Passage {
  id: string; plate: string; verdict: string; hold?: string; resolved_reason?: string; actuation: string
  amendments?: { before: { plate: string }; after: { plate: string }; reason: string }[]
}

for (const lang of LANGS) {
  test.describe(lang, () => {
    test.describe.configure({ mode: 'serial' })
    test.setTimeout(300_000)
    const site = usePlant()
    const busy = useBusyGate(site)
    const say = wordsOf({ zh, en }, lang)
    const desk = wordsOf(deskWords, lang)
    const card = (page: Page) => page.locator('.hold-card')
    const passages = async (query: string) => (await site.plant.api<{ items: Passage[] }>('GET', `passages?${query}`)).items

    test.beforeAll(async () => {
      for (const who of [LI, WANG, ZHAO]) await invite(site.plant, who)
      await site.plant.api('POST', 'warnings', { level: 'orange', effective_at: new Date().toISOString() })
    })

    async function signInByKeys(page: Page, who: Person): Promise<void> {
      await count(page)
      await choose(page, { lang })
      await page.goto(site.plant.url)
      await expect(page.getByLabel(say('login.username'))).toBeFocused()
      await page.keyboard.type(who.username)
      await press(page, 'Tab')
      await page.keyboard.type(who.password)
      await press(page, 'Enter')
      await expect(page).toHaveURL(/\/desk$/)
      await expect(page.getByText(desk('rail.keys'), { exact: true })).toBeVisible()
    }
    /** The desk, for a guard who has signed in before. */
    async function openDesk(page: Page, who: Person): Promise<void> {
      await count(page)
      await choose(page, { lang })
      await site.plant.signIn(page, who)
      await page.goto(`${site.plant.url}/desk`)
      await expect(page.getByText(desk('rail.keys'), { exact: true })).toBeVisible()
    }
    async function hold(page: Page, lane: string, truck: Truck, read = truck.plate): Promise<void> {
      expect(await busy.gate.camera(lane).see(read, truck)).toBe(false)
      await expect.poll(async () => (await passages('hold=open')).map((p) => p.plate)).toContain(read)
      await expect(page.locator('.hold-card, .others').filter({ hasText: `${lane}号车道` }).first()).toBeVisible()
    }
    const settled = (page: Page, verdict: 'admit' | 'refuse', plate: string) =>
      expect(page.getByRole('status').filter({ hasText: plateText(plate) })).toContainText(lang === 'zh' ? (verdict === 'admit' ? '已准许' : '已禁止') : verdict === 'admit' ? 'admitted' : 'refused')

    test('resolves ten held trucks, some by the candidate plate, some refused', async ({ page }) => {
      await signInByKeys(page, LI)
      const g = busy.gate
      const before = new Map(g.cameras.map((c) => [c.lane, c.opened]))
      /** Truck, lane, keys that settle it, and what must be in the ledger then. */
      const waves: { lane: string; truck: Truck; read: string; keys: string[]; words?: string; verdict: 'admit' | 'refuse'; digit: number }[][] = []
      for (let i = 0; i < 5; i += 1) {
        const seen = g.misread()
        const admits = i !== 3
        await g.register(seen.truck, admits ? '6' : '3')
        const known = { lane: '1', truck: seen.truck, read: seen.read, keys: ['ArrowDown', admits ? '1' : '6'], verdict: admits ? 'admit' as const : 'refuse' as const, digit: admits ? 1 : 6 }
        const strange = await g.stranger()
        const digit = [2, 6, 7, 2, 4][i]!
        const other = {
          lane: '2', truck: strange, read: strange.plate, keys: [String(digit)], verdict: digit < 5 ? 'admit' as const : 'refuse' as const, digit,
          ...(digit === 4 ? { words: '送检修配件，生产部电话同意' } : {}),
        }
        waves.push([known, other])
      }
      for (const wave of waves) {
        for (const w of wave) await hold(page, w.lane, w.truck, w.read)
        for (const w of wave) {
          await expect(card(page)).toContainText(`${w.lane}号车道`)
          await expect(card(page).locator('.btn.go')).toBeDisabled()
          // Nothing is chosen before: Enter alone does nothing but say so.
          await press(page, 'Enter')
          await expect(card(page).getByRole('alert')).toHaveText(desk('tell.digit'))
          // Letters are no shortcuts; an input method would have eaten them.
          await press(page, 'a', 'y', 'n')
          await press(page, ...w.keys)
          if (w.words) await page.keyboard.type(w.words)
          await expect(card(page).locator('.btn.go')).toBeEnabled()
          await press(page, 'Enter')
          await settled(page, w.verdict, w.truck.plate)
        }
      }
      await expect(page.getByText(desk('none'))).toBeVisible()
      expect(await pointer(page)).toBe(0)
      for (const w of waves.flat()) {
        const [p] = await passages(`plate=${encodeURIComponent(w.truck.plate)}`)
        const reason = w.words ?? desk(`reasons.${w.digit}`)
        expect(p, w.truck.plate).toMatchObject({ hold: w.verdict === 'admit' ? 'admitted' : 'refused', resolved_reason: reason })
        expect(p!.actuation).toMatch(w.verdict === 'refuse' ? /^none$/ : w.lane === '1' ? /^(reply_written|commanded)$/ : /^moved$/)
      }
      for (const lane of ['1', '2']) {
        const admitted = waves.flat().filter((w) => w.lane === lane && w.verdict === 'admit').length
        expect(busy.gate.camera(lane).opened - before.get(lane)!, `barrier ${lane}`).toBe(admitted)
      }
    })
  })
}
function plateText(plate: string): string { return `${plate.slice(0, 2)}·${plate.slice(2)}` }
