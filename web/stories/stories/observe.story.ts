// An empty registry in `observe`; the report says what would have happened; `automatic` does it.
import { choose, expect, expectRefusal, LANGS, test, wordsOf } from '../src/story'
import { usePlant } from '../src/plant'
import { addCamera, drawScene, vzenith } from '../src/camera'
import en from '../../console/src/i18n/en'
import zh from '../../console/src/i18n/zh'
import overview from '../../console/src/pages/overview/words'

const OPEN = /"info"\s*:\s*"ok"/
// Unlike each other: what differs in one character within seconds is one vehicle, read twice.
const HEAVY = ['冀R8K021', '豫E2K88F', '蒙A73Q05', '鲁N60L82', '津B70K12']
const LIGHT = ['冀F1M688', '京N5X203', '晋C90D17']
const NEXT = '陕D3W527'

for (const lang of LANGS) {
  test.describe(lang, () => {
    test.describe.configure({ mode: 'serial' })
    const site = usePlant()
    const say = wordsOf({ zh: { ...zh, overview: overview.zh }, en: { ...en, overview: overview.en } }, lang)
    let url = ''
    test.beforeAll(async () => {
      await site.plant.api('POST', 'gates', { id: 'east', name: '东门' })
      await site.plant.api('POST', 'lanes', { id: 'in', gate: 'east', name: '东门进厂', direction: 'in', mode: 'observe' })
      await site.plant.api('POST', 'warnings', { level: 'orange', effective_at: new Date(Date.now() - 60_000).toISOString() })
      url = await addCamera(site.plant, { id: 'cam-1', lane: 'in' })
    })

    test('all pass while it observes, and the report says what would have been', async ({ page, browser }) => {
      for (const plate of [...HEAVY, ...LIGHT]) {
        const heavy = HEAVY.includes(plate)
        const { reply } = await vzenith(url, { plate, colour: heavy ? 'yellow' : 'blue', photo: await drawScene(browser, plate, heavy ? 'yellow' : 'blue') })
        expect(reply, plate).toMatch(OPEN)
      }
      await choose(page, { lang })
      await site.plant.signIn(page)
      await page.goto(`${site.plant.url}/overview`)
      await expect(page.getByText(say('overview.observe.line', { n: 1 }))).toBeVisible()
      const box = page.getByRole('dialog')
      // The report ends with the last whole second.
      await expect(async () => {
        await page.getByRole('button', { name: say('overview.observe.open') }).click()
        await expect(box.locator('.sums')).toBeVisible()
        const found = await box.getByText(say('overview.report.arrivals', { n: HEAVY.length + LIGHT.length })).count()
        if (!found) await page.keyboard.press('Escape')
        expect(found).toBe(1)
      }).toPass()
      const sums = box.locator('.sums li')
      await expect(sums.filter({ hasText: say('overview.report.admit') }).locator('b')).toHaveText(String(LIGHT.length))
      await expect(sums.filter({ hasText: say('overview.report.hold') }).locator('b')).toHaveText(String(HEAVY.length))
      await expect(sums.filter({ hasText: say('overview.report.refuse') }).locator('b')).toHaveText('0')
      await expect(box.locator('.why li').first()).toContainText(say('overview.report.times', { n: HEAVY.length }))
      await expect(box.getByText(say('overview.report.unknown', { n: HEAVY.length + LIGHT.length }))).toBeVisible()
    })

    test('after the switch the next unknown heavy truck is held', async ({ page, browser }) => {
      await choose(page, { lang })
      await site.plant.signIn(page)
      await page.goto(`${site.plant.url}/overview`)
      await page.getByRole('button', { name: say('overview.observe.open') }).click()
      const box = page.getByRole('dialog')
      await box.getByRole('button', { name: say('overview.report.to') }).click()
      await expect(box.getByText(say('overview.report.done', { lane: '东门进厂', mode: say('mode.automatic') }))).toBeVisible()
      await page.keyboard.press('Escape')
      await expect(page.getByRole('button', { name: say('overview.observe.open') })).toBeHidden()
      const held = await vzenith(url, { plate: NEXT, colour: 'yellow', photo: await drawScene(browser, NEXT, 'yellow') })
      expect(held.reply).not.toMatch(OPEN)
      expectRefusal(page, 404, `/api/v1/vehicles/${NEXT}/yellow`)
      await page.goto(`${site.plant.url}/desk`)
      await expect(page.getByLabel(NEXT).or(page.getByText(NEXT)).first()).toBeVisible()
      const open = await site.plant.api<{ items: { plate: string; verdict: string; mode: string }[] }>('GET', 'passages?hold=open')
      expect(open.items.map((p) => [p.plate, p.verdict, p.mode])).toEqual([[NEXT, 'hold', 'automatic']])
    })
  })
}
