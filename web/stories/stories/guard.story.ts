// A guard's shift by keyboard alone: trucks that wait, a plate corrected, a barrier lifted, papers
// entered, the server gone and back, and the next guard.
import type { Page } from '@playwright/test'
import en from '../../console/src/i18n/en'
import zh from '../../console/src/i18n/zh'
import deskWords from '../../console/src/pages/desk/words'
import passageWords from '../../console/src/pages/passages/words'
import vehicleWords from '../../console/src/pages/vehicles/words'
import { invite, playedDay, useBusyGate, type Person, type Truck } from '../src/busy-gate'
import { drawScene } from '../src/camera'
import { count, keysOf, pointer, press, tones } from '../src/keyboard'
import { usePlant } from '../src/plant'
import { choose, expect, expectOutage, expectRefusal, LANGS, test, wordsOf } from '../src/story'

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
    const site = usePlant({ from: playedDay })
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
      expectRefusal(page, 401, '/api/v1/session')
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
      // The desk asks who it is; that nobody knows the truck is an answer, too.
      if (read === truck.plate && !(await busy.gate.registered(read, truck.colour))) expectRefusal(page, 404, `/api/v1/vehicles/${read}/${truck.colour}`)
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

    test('corrects a plate and lets the truck in with at most 12 keys', async ({ page }) => {
      await openDesk(page, LI)
      const { truck, read, place } = busy.gate.misread()
      await busy.gate.register(truck, '6')
      // The camera misreads two places, so that no reading is offered.
      const other = place === 2 ? 3 : 2
      const wrong = [...read].map((c, i) => (i === other ? (c === '7' ? '4' : '7') : c)).join('')
      expectRefusal(page, 404, `/api/v1/vehicles/${wrong}/${truck.colour}`)
      await hold(page, '1', truck, wrong)
      await expect(card(page)).toContainText(desk('readPlate'))
      const keys = await keysOf(page, async () => {
        await press(page, 'F2')
        const editor = card(page).getByRole('textbox', { name: say('plateEdit.label') })
        await expect(editor).toBeFocused()
        for (const c of truck.plate.slice(2)) await press(page, /\d/.test(c) ? `Digit${c}` : `Key${c}`)
        await press(page, 'Enter')
        await expect(card(page).getByText(desk('corrected'))).toBeVisible()
        await press(page, '1', 'Enter')
        await settled(page, 'admit', truck.plate)
      })
      expect(keys).toBeLessThanOrEqual(12)
      expect(await pointer(page)).toBe(0)
      const [p] = await passages(`plate=${encodeURIComponent(truck.plate)}`)
      expect(p).toMatchObject({ hold: 'admitted', plate: truck.plate })
      expect(p!.amendments).toMatchObject([{ before: { plate: wrong }, after: { plate: truck.plate } }])
    })

    test('lifts a barrier with a reason with at most 5 keys', async ({ page }) => {
      await openDesk(page, LI)
      const before = busy.gate.camera('2').opened
      const keys = await keysOf(page, async () => {
        await press(page, 'F4', '2', '1', 'Enter')
        await expect(page.getByRole('status').filter({ hasText: '2号车道' })).toContainText(say('actuation.moved'))
      })
      expect(keys).toBeLessThanOrEqual(5)
      expect(await pointer(page)).toBe(0)
      expect(busy.gate.camera('2').opened).toBe(before + 1)
      const { lifts } = await site.plant.api<{ lifts: number }>('GET', 'shifts/current')
      expect(lifts).toBeGreaterThanOrEqual(1)
    })

    test('changes a lane’s mode and stops every lift, by keyboard', async ({ page }) => {
      await openDesk(page, LI)
      const modeOf = async () => (await site.plant.api<{ lanes: { id: string; mode: string }[] }>('GET', 'desk')).lanes.find((l) => l.id === '2')?.mode
      for (const [digit, mode] of [['3', 'manual'], ['1', 'automatic']] as const) {
        await press(page, 'F6', '2', digit, '2', 'Enter')
        await expect(page.getByText(desk('mode.done', { lane: '2号车道', mode: say(`mode.${mode}`) }))).toBeVisible()
        expect(await modeOf()).toBe(mode)
      }
      await page.keyboard.down('F10')
      await expect(page.getByRole('alert').filter({ hasText: desk('kill.on') })).toBeVisible()
      await page.keyboard.up('F10')
      expect(await pointer(page)).toBe(0)
      const { truck } = busy.gate.misread()
      await busy.gate.register(truck, '6')
      const before = busy.gate.camera('1').opened
      await hold(page, '1', truck)
      expect(busy.gate.camera('1').opened).toBe(before)
      await site.plant.api('PUT', 'kill-switch', { on: false, reason: '演练结束' })
      await expect(page.getByRole('alert').filter({ hasText: desk('kill.on') })).toBeHidden()
      await press(page, '6', 'Enter')
      await settled(page, 'refuse', truck.plate)
    })

    let returning: Truck | null = null
    test('enters stage and class from the papers, and the next arrival is not held', async ({ page, browser }) => {
      await openDesk(page, LI)
      const truck = await busy.gate.stranger()
      returning = truck
      const papers = await drawScene(browser, truck.plate, 'yellow')
      // From now on, since the browser learns only after a moment that its chooser is answered here.
      page.once('filechooser', (c) => void c.setFiles({ name: '行驶证.jpg', mimeType: 'image/jpeg', buffer: papers }))
      await hold(page, '2', truck)
      await press(page, 'F3')
      const find = page.getByRole('complementary', { name: desk('find.title') })
      await expect(find.getByPlaceholder(desk('find.input'))).toBeFocused()
      await expect(find.getByRole('option').first()).toContainText(truck.plate)
      await press(page, 'Enter')
      await expect(find.getByLabel(desk('find.stage'))).toBeFocused()
      for (const stage of ['6b', '6a', '6', '5']) {
        await press(page, 'ArrowDown')
        await expect(find.getByLabel(desk('find.stage'))).toHaveValue(stage)
      }
      for (const [list, value] of [['cls', 'H11'], ['fuel', 'B']] as const) {
        await press(page, 'Tab', 'ArrowDown')
        await expect(find.getByLabel(desk(`find.${list}`))).toHaveValue(value)
      }
      await press(page, 'Tab')
      await expect(find.locator('input[type=file]')).toBeFocused()
      await press(page, 'Space')
      await expect(find.getByText('行驶证.jpg')).toBeVisible()
      await press(page, 'Tab', 'Enter')
      await expect(page.getByText(desk('find.saved'))).toBeVisible()
      await press(page, '2', 'Enter')
      await settled(page, 'admit', truck.plate)
      expect(await pointer(page)).toBe(0)
      expect(await busy.gate.camera('1').see(truck.plate, truck)).toBe(true)
      const vehicle = await site.plant.api('GET', `vehicles/${encodeURIComponent(truck.plate)}/yellow`)
      expect(vehicle).toMatchObject({ state: 'provisional', source: 'guard', stage: { min: '5', max: '5' } })
    })

    test('the manager sees the papers and confirms', async ({ page }) => {
      const words = wordsOf(vehicleWords, lang)
      const truck = returning!
      await choose(page, { lang })
      await site.plant.signIn(page, ZHAO)
      await page.goto(`${site.plant.url}/vehicles`)
      const row = page.locator('.page-vehicles').getByRole('row').filter({ hasText: truck.plate }).first()
      await page.getByRole('combobox', { name: new RegExp(`^${words('filter.state')}`) }).click()
      await page.getByRole('option', { name: words('state.provisional') }).click()
      await row.click()
      const panel = page.getByRole('complementary', { name: words('panel.label') })
      await expect(panel.getByRole('link', { name: LI.username })).toBeVisible()
      const photo = panel.locator('.papers img')
      await expect.poll(() => photo.evaluate((i: HTMLImageElement) => i.naturalWidth)).toBe(1280)
      await panel.getByRole('button', { name: words('panel.confirm') }).click()
      await expect(panel.getByRole('button', { name: words('panel.confirm') })).toBeHidden()
      const vehicle = await site.plant.api('GET', `vehicles/${encodeURIComponent(truck.plate)}/yellow`)
      expect(vehicle).toMatchObject({ state: 'confirmed', provisional_until: null })
    })

    test('rings when a truck is held, and says so when the browser keeps it silent', async ({ page }) => {
      await openDesk(page, LI)
      await press(page, 'ArrowDown')
      await expect(page.getByText(desk('sound'))).toBeHidden()
      const before = await tones(page)
      await hold(page, '2', await busy.gate.stranger())
      await expect.poll(() => tones(page)).toBe(before + 2)
      await press(page, '7', 'Enter')
      await expect(page.getByText(desk('none'))).toBeVisible()
    })

    test('says who is inside', async ({ page }) => {
      await openDesk(page, LI)
      const inside = await site.plant.api<{ items: { plate: string }[] }>('GET', 'inside?limit=50')
      expect(inside.items.length).toBeGreaterThan(1)
      await press(page, 'F3')
      const find = page.getByRole('complementary', { name: desk('find.title') })
      await expect(find.getByText(desk('find.inside', { n: inside.items.length }))).toBeVisible()
      const plate = inside.items[1]!.plate
      await page.keyboard.type(plate.slice(2))
      await expect(find.getByRole('option')).toHaveCount(1)
      await expect(find.getByRole('option')).toContainText(plate)
    })

    test('works on when the server comes back, and nothing is lost', async ({ page }) => {
      await openDesk(page, LI)
      const { truck, read } = busy.gate.misread()
      await busy.gate.register(truck, '6')
      await hold(page, '1', truck, read)
      const ledger = (await passages('limit=200')).map((p) => p.id)
      const back = expectOutage(page)
      await site.plant.end()
      const strip = page.getByRole('alert').filter({ hasText: say('shell.reconnect') })
      await expect(strip).toBeVisible()
      // What he tries meanwhile is not lost either: it is said that it did not work, and the choice stays.
      await press(page, 'ArrowDown', '1', 'Enter')
      await expect(card(page).locator('.foot [role=alert]')).toBeVisible()
      await site.plant.serve()
      await expect(strip).toBeHidden()
      back()
      await expect(card(page)).toContainText('1号车道')
      await press(page, 'Enter')
      await settled(page, 'admit', truck.plate)
      expect(await pointer(page)).toBe(0)
      const after = (await passages('limit=200')).map((p) => p.id)
      expect(after).toEqual(ledger)
      const strange = await busy.gate.stranger()
      await hold(page, '2', strange)
      await press(page, '8', 'Enter')
      await settled(page, 'refuse', strange.plate)
    })

    test('hands the shift over with an open case and a word', async ({ page, browser }) => {
      await openDesk(page, LI)
      const strange = await busy.gate.stranger()
      await hold(page, '2', strange)
      const note = '2号车道相机雨刮不灵，已报修'
      await press(page, 'F8')
      const shift = page.getByRole('complementary', { name: desk('shift.title') })
      await expect(shift).toContainText(desk('shift.open'))
      await expect(shift).toContainText(strange.plate)
      await page.keyboard.type(note)
      await press(page, 'Tab')
      await page.keyboard.type(WANG.display_name)
      await press(page, 'Enter')
      await expect(page.getByText(desk('shift.done'))).toBeVisible()
      expect(await pointer(page)).toBe(0)
      const next = await (await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })).newPage()
      await signInByKeys(next, WANG)
      await expect(card(next)).toContainText('2号车道')
      await expect(next.getByText(note)).toBeVisible()
      await press(next, '7', 'Enter')
      await settled(next, 'refuse', strange.plate)
      expect(await pointer(next)).toBe(0)
      await next.context().close()
    })

    test('a plate is amended on the passage as a visible layer, with the proof of the entry', async ({ page }) => {
      const words = wordsOf(passageWords, lang)
      await choose(page, { lang })
      await site.plant.restart()
      await site.plant.signIn(page, ZHAO)
      await page.goto(`${site.plant.url}/passages`)
      await expect(page.getByRole('heading', { name: words('title') })).toBeVisible()
      const [p] = await passages('limit=1')
      await page.locator('.page-passages').getByRole('row').filter({ hasText: p!.plate }).first().click()
      const panel = page.getByRole('complementary', { name: say('evidence.docked') })
      await panel.getByRole('button', { name: say('evidence.correct') }).click()
      const box = page.getByRole('dialog')
      await box.getByRole('textbox', { name: say('plateEdit.label') }).press('End')
      const last = p!.plate.at(-1) === '9' ? '8' : '9'
      await press(page, 'Backspace', `Digit${last}`, 'Enter')
      await box.getByLabel(say('evidence.why')).fill('照片放大后看清')
      await box.getByRole('button', { name: say('evidence.correct') }).click()
      await expect(panel.getByText(say('evidence.amended'))).toBeVisible()
      await expect(panel.locator('.amended')).toContainText(p!.plate)
      await expect(panel.locator('.amended')).toContainText(p!.plate.slice(0, -1) + last)
      const { index } = await site.plant.api<{ index: number }>('GET', `passages/${p!.id}`)
      await expect(panel.getByText(say('evidence.proofOk', { n: index }))).toBeVisible()
    })
  })
}
function plateText(plate: string): string { return `${plate.slice(0, 2)}·${plate.slice(2)}` }
