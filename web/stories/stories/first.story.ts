// From the printed link to the first camera's green light, as somebody does it who reads no manual.
import { choose, expect, field, LANGS, test, wordsOf } from '../src/story'
import { ADMIN, usePlant } from '../src/plant'
import { drawScene, hikvision, vzenith } from '../src/camera'
import en from '../../console/src/i18n/en'
import zh from '../../console/src/i18n/zh'
import first from '../../console/src/pages/first/words'

const WORDS = { zh: { ...zh, first: first.zh }, en: { ...en, first: first.en } }
const HOUR_MS = 3_600_000
/** What the listening panel says, by language: these texts come from the server. */
const SAID = {
  zh: { vzenith: '臻识', secret: '密钥不对', kind: '收到的是海康威视的消息，但这台设备登记为臻识', clock: '相机时间慢了5小时0分', rest: '密钥正确' },
  en: { vzenith: 'Vzenith', secret: 'wrong secret', kind: 'this is a message of Hikvision, but the device is set up as Vzenith', clock: "the camera's clock is 5 h 0 min slow", rest: 'the secret is right' },
}

for (const lang of LANGS) {
  test.describe(lang, () => {
    const site = usePlant({ admin: false })
    const say = wordsOf(WORDS, lang)

    test('from the printed link to the first green light', async ({ page, browser }) => {
      await choose(page, { lang })
      await test.step('the password', async () => {
        await page.goto(site.plant.setupLink)
        await field(page, say('setup.username')).fill(ADMIN.username)
        await field(page, say('setup.display')).fill(ADMIN.display_name)
        await field(page, say('setup.password')).fill(ADMIN.password)
        await field(page, say('setup.again')).fill(ADMIN.password)
        await page.getByRole('button', { name: say('setup.submit') }).click()
        await expect(page).toHaveURL(/\/first$/)
      })
      await test.step('the plant’s facts, and how the board shows them', async () => {
        await expect(page.getByRole('heading', { name: say('first.plant.title') })).toBeVisible()
        await expect(field(page, say('first.plant.name'))).toHaveValue('廊坊示范木业有限公司')
        await field(page, say('first.plant.region')).fill('1310')
        await field(page, say('first.plant.district')).fill('安次区')
        await field(page, say('first.plant.industryName')).fill('人造板制造')
        await field(page, say('first.plant.responsible')).fill('李强')
        await field(page, say('first.plant.responsiblePhone')).fill('13803161234')
        await page.getByRole('button', { name: say('first.plant.save') }).click()
        await expect(page.getByText(say('first.plant.regionBad'), { exact: true })).toBeVisible()
        await field(page, say('first.plant.region')).fill('131002')
        await expect(page.locator('aside.shows')).toContainText('李强')
        await page.getByRole('button', { name: say('first.plant.save') }).click()
      })
      await test.step('the gate and its lanes', async () => {
        await expect(page.getByRole('heading', { name: say('first.lanes.title') })).toBeVisible()
        await field(page, say('first.lanes.gate')).fill('东门')
        await expect(page.getByText(say('first.lanes.observe'))).toBeVisible()
        await page.getByRole('button', { name: say('first.lanes.save') }).click()
      })
      const lane = say('first.lanes.laneDefault', { n: 1 })
      const panel = page.locator('aside.listen')
      let url = ''
      await test.step('the camera’s address, part by part and whole', async () => {
        await expect(page.getByRole('heading', { name: say('first.cameras.title') })).toBeVisible()
        await expect(panel).toContainText(say('first.listen.first'))
        await page.getByText(SAID[lang].vzenith, { exact: true }).click()
        await page.getByRole('button', { name: say('first.cameras.make') }).click()
        const shown = page.locator('section.push')
        const there = new URL(site.plant.url)
        await expect(shown).toContainText(there.hostname)
        await expect(shown).toContainText(there.port)
        url = await shown.locator('.url').innerText()
        expect(url).toMatch(new RegExp(`^${site.plant.url}/device/cam-1/\\w+`))
        await expect(shown.locator('dd', { hasText: new URL(url).pathname })).toBeVisible()
        await expect(panel).toContainText(say('first.listen.waiting'))
      })
      const photo = await drawScene(browser, '冀R12345')
      const truck = { plate: '冀R12345', photo }
      await test.step('a wrong secret is named', async () => {
        const { status } = await vzenith(url.replace(/[0-9A-Za-z]{6}(?=\/?$)/, 'wrong0'), truck)
        expect(status).toBeGreaterThanOrEqual(400)
        await expect(panel).toContainText(SAID[lang].secret)
        await expect(page.getByRole('button', { name: say('first.cameras.skip') })).toBeVisible()
      })
      await test.step('another make’s message is named', async () => {
        await hikvision(url, truck)
        await expect(panel).toContainText(SAID[lang].kind)
      })
      await test.step('a clock that is off by hours is named', async () => {
        await vzenith(url, { ...truck, at: new Date(Date.now() - 5 * HOUR_MS) })
        await expect(panel).toContainText(SAID[lang].clock)
      })
      await test.step('the right message turns it green, with its picture', async () => {
        const { status } = await vzenith(url, { ...truck, plate: '冀R67890', photo: await drawScene(browser, '冀R67890') })
        expect(status).toBe(200)
        await expect(panel).toContainText(say('first.listen.connected', { lane }))
        await expect(panel).toContainText(SAID[lang].rest)
        await expect(panel).toContainText(say('first.listen.sure', { n: 97 }))
        const picture = panel.locator('img').first()
        await expect(picture).toBeVisible()
        await expect.poll(() => picture.evaluate((i: HTMLImageElement) => i.naturalWidth)).toBe(1280)
        await expect(page.getByText(say('first.sub.cameras', { n: 1, all: 2 }))).toBeVisible()
      })
      await test.step('the second camera may wait; nothing is lost by leaving', async () => {
        await page.getByRole('button', { name: say('first.cameras.nextOne', { lane: say('first.lanes.laneDefault', { n: 2 }) }) }).click()
        await page.getByRole('button', { name: say('first.cameras.skip') }).click()
        await page.getByRole('button', { name: say('first.vehicles.later'), exact: true }).click()
        await expect(page.getByRole('heading', { name: say('first.observe.title') })).toBeVisible()
        await page.getByRole('button', { name: say('first.exit') }).click()
        await expect(page).toHaveURL(/\/overview$/)
        await page.goto(`${site.plant.url}/first`)
        await page.getByRole('button', { name: say('first.observe.done') }).click()
        await expect(page).toHaveURL(/\/overview$/)
      })
      await page.goto(`${site.plant.url}/passages`)
      await expect(page.getByText('冀R67890').or(page.getByLabel('冀R67890')).first()).toBeVisible()
    })
  })
}
