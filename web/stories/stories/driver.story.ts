// A driver tells his cargo on a phone; then his truck arrives, and the console knows what it brings.
import { devices } from '@playwright/test'
import { choose, expect, LANGS, test, wordsOf } from '../src/story'
import { usePlant } from '../src/plant'
import { addCamera, drawScene, vzenith } from '../src/camera'
import { WORDS as DRIVER } from '../../driver/src/words'
import en from '../../console/src/i18n/en'
import zh from '../../console/src/i18n/zh'
import board from '../../console/src/pages/board-settings/words'

const PHONE = { ...devices['Pixel 5'], defaultBrowserType: undefined }
const PLATE = '冀R8K021'
/** Each may declare six times at once, then one each ten seconds: limits.h. */
const AT_ONCE = 6

for (const lang of LANGS) {
  test.describe(lang, () => {
    test.describe.configure({ mode: 'serial' })
    const site = usePlant()
    const say = wordsOf({ zh: { ...zh, board: board.zh }, en: { ...en, board: board.en } }, lang)
    const words = DRIVER[lang]
    let url = ''
    test.beforeAll(async () => {
      await site.plant.api('POST', 'gates', { id: 'east', name: '东门' })
      await site.plant.api('POST', 'lanes', { id: 'in', gate: 'east', name: '东门进厂', direction: 'in', mode: 'observe' })
      url = await addCamera(site.plant, { id: 'cam-1', lane: 'in' })
    })

    test('the poster of each gate is printed from the board’s settings', async ({ page, context }) => {
      await choose(page, { lang })
      await site.plant.signIn(page)
      await page.goto(`${site.plant.url}/board-settings`)
      await expect(page.getByText(say('board.poster.first'))).toBeVisible()
      await page.getByLabel(say('board.facts.url')).fill(site.plant.url)
      await page.getByRole('button', { name: say('board.save'), exact: true }).click()
      await expect(page.getByText(say('board.saved'))).toBeVisible()
      const [poster] = await Promise.all([context.waitForEvent('page'), page.getByRole('link', { name: say('board.poster.open', { gate: '东门' }) }).click()])
      await poster.waitForLoadState()
      await expect(poster.locator('svg')).toContainText('东门')
      const read = await poster.evaluate(() => {
        const box = document.querySelector('svg')!.viewBox.baseVal
        return { shape: box.height / box.width, modules: document.querySelectorAll('svg path, svg rect').length }
      })
      expect(read.shape).toBeCloseTo(297 / 210, 2)
      expect(read.modules).toBeGreaterThan(0)
      await expect(poster.locator('svg')).toContainText(new URL(site.plant.url).host)
    })

    test('a driver declares by the plate keyboard; his truck arrives with it', async ({ browser, page }) => {
      const phone = await browser.newContext({ ...PHONE, locale: lang === 'zh' ? 'zh-CN' : 'en-US' })
      const errors: string[] = []
      const q = await phone.newPage()
      q.on('console', (m) => { if (m.type() === 'error') errors.push(m.text()) })
      q.on('pageerror', (e) => errors.push(e.message))
      await q.goto(`${site.plant.url}/q?g=east`)
      await expect(q.locator('header')).toContainText('东门')
      for (const c of PLATE) await q.locator('.key', { hasText: new RegExp(`^${c}$`) }).tap()
      await q.getByRole('button', { name: words.in, exact: true }).tap()
      await q.getByRole('button', { name: words.pick_cargo }).tap()
      await q.getByRole('button', { name: words.cargoes[7]!, exact: true }).tap()
      await q.getByLabel(words.quantity, { exact: true }).fill('12.5')
      await q.getByRole('button', { name: words.submit }).tap()
      await expect(q.getByRole('status')).toHaveText(words.done)

      await vzenith(url, { plate: PLATE, colour: 'yellow', photo: await drawScene(browser, PLATE, 'yellow') })
      await choose(page, { lang })
      await site.plant.signIn(page)
      await page.goto(`${site.plant.url}/passages`)
      await page.getByRole('row').filter({ has: page.getByLabel(PLATE) }).or(page.getByRole('row').filter({ hasText: PLATE })).first().click()
      await expect(page.locator('#dock')).toContainText(lang === 'zh' ? /板材12\.5吨，\d\d:\d\d/ : /12\.5 t/)

      // Someone at the same address tries again and again.
      const answers: number[] = []
      for (let i = 0; i < AT_ONCE + 2; i += 1) {
        const answer = await phone.request.post(`${site.plant.url}/api/v1/public/declarations`, { data: { plate: PLATE, direction: 'in', cargo: '煤', quantity: 1, unit: 't' }, headers: { 'Idempotency-Key': `story-${lang}-${i}` } })
        answers.push(answer.status())
      }
      expect(answers).toContain(429)
      await q.getByRole('button', { name: words.again }).tap()
      for (const c of PLATE) await q.locator('.key', { hasText: new RegExp(`^${c}$`) }).tap()
      await q.getByRole('button', { name: words.out, exact: true }).tap()
      await q.getByRole('button', { name: words.pick_cargo }).tap()
      await q.getByRole('button', { name: words.empty, exact: true }).tap()
      await q.getByRole('button', { name: words.submit }).tap()
      await expect(q.getByRole('alert')).toHaveText(words.busy)
      expect(errors.filter((e) => !/status of 429/.test(e))).toEqual([])
      await phone.close()
    })
  })
}
