// A driver scans the poster and tells his cargo on a phone; then his truck arrives, and the console knows what it brings.
import { choose, expect, expectRefusal, LANGS, test, wordsOf } from '../src/story'
import { usePlant } from '../src/plant'
import { readCode } from '../src/code'
import { A4, declare, PHONE } from '../src/driver'
import { addCamera, drawScene, vzenith } from '../src/camera'
import { WORDS as DRIVER } from '../../driver/src/words'
import en from '../../console/src/i18n/en'
import zh from '../../console/src/i18n/zh'
import board from '../../console/src/pages/board-settings/words'

/** As printers leave it. */
const MARGIN = { top: '10mm', right: '10mm', bottom: '10mm', left: '10mm' }
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
    let address = ''
    test.beforeAll(async () => {
      await site.plant.api('POST', 'gates', { id: 'east', name: '东门' })
      await site.plant.api('POST', 'lanes', { id: 'in', gate: 'east', name: '东门进厂', direction: 'in', mode: 'observe' })
      url = await addCamera(site.plant, { id: 'cam-1', lane: 'in' })
    })

    test('the poster of each gate is printed from the board’s settings, and a phone reads its code', async ({ page, context }) => {
      await choose(page, { lang })
      await site.plant.signIn(page)
      await page.goto(`${site.plant.url}/board-settings`)
      await expect(page.getByText(say('board.poster.first'))).toBeVisible()
      await page.getByLabel(say('board.facts.url')).fill(site.plant.url)
      await page.getByRole('button', { name: say('board.save'), exact: true }).click()
      await expect(page.getByText(say('board.saved'))).toBeVisible()
      const [poster] = await Promise.all([context.waitForEvent('page'), page.getByRole('link', { name: say('board.poster.open', { gate: '东门' }) }).click()])
      await poster.waitForLoadState()
      for (const text of ['廊坊示范木业有限公司', '东门', '进厂前请扫码登记', 'Scan before you drive up', new URL(site.plant.url).host]) {
        await expect(poster.locator('svg')).toContainText(text)
      }
      const sheet = (await poster.pdf({ format: 'A4', margin: MARGIN })).toString('latin1')
      expect(sheet.match(/\/Type\s*\/Page\b/g), 'one sheet').toHaveLength(1)
      await poster.emulateMedia({ media: 'print' })
      await poster.setViewportSize(A4)
      const box = (await poster.locator('svg').boundingBox())!
      expect(box.height / box.width).toBeCloseTo(297 / 210, 2)
      const picture = await poster.screenshot()
      await test.info().attach('poster', { body: picture, contentType: 'image/png' })
      address = readCode(picture)
      expect(address).toBe(`${site.plant.url}/q?g=east`)
    })

    test('the code’s address: a driver declares by the plate keyboard; his truck arrives with it', async ({ browser, page }) => {
      const phone = await browser.newContext({ ...PHONE, locale: lang === 'zh' ? 'zh-CN' : 'en-US' })
      const q = await phone.newPage()
      await q.goto(address)
      await expect(q.locator('header')).toContainText('东门')
      await declare(q, PLATE, words, { way: 'in', cargo: words.cargoes[7]!, quantity: '12.5' })
      await q.getByRole('button', { name: words.submit }).tap()
      await expect(q.getByRole('status')).toHaveText(words.done)

      await vzenith(url, { plate: PLATE, colour: 'yellow', photo: await drawScene(browser, PLATE, 'yellow') })
      await choose(page, { lang })
      await site.plant.signIn(page)
      expectRefusal(page, 404, `/api/v1/vehicles/${PLATE}/yellow`)
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
      expectRefusal(q, 429, '/api/v1/public/declarations')
      await q.getByRole('button', { name: words.again }).tap()
      await declare(q, PLATE, words, { way: 'out', cargo: words.empty })
      await q.getByRole('button', { name: words.submit }).tap()
      await expect(q.getByRole('alert')).toHaveText(words.busy)
      await phone.close()
    })
  })
}
