// A warning from rehearsal to its end: who would be refused, who is, who is exempt, and what the board says to each.
import { type Locator } from '@playwright/test'
import { invite, type Person } from '../src/busy-gate'
import { addCamera, vzenith } from '../src/camera'
import { usePlant } from '../src/plant'
import { choose, expect, expectRefusal, field, LANGS, test, wordsOf } from '../src/story'
import en from '../../console/src/i18n/en'
import zh from '../../console/src/i18n/zh'
import passages from '../../console/src/pages/passages/words'
import warnings from '../../console/src/pages/warnings/words'

const OPEN = /"info"\s*:\s*"ok"/
const OLD = { plate: '冀R8K021', colour: 'yellow' as const }
/** Another like it. */
const TWIN = { plate: '冀R7K155', colour: 'yellow' as const }
const NEW = { plate: '冀R6T518', colour: 'yellow' as const }
const LOAD_T = 30
const AGAIN_MS = 16_000
const EXEMPT = '保供国六货车'
const ORDER = '廊气指办〔2026〕41号'
const ZHAO: Person = { username: 'zhao', display_name: '赵工', password: 'manager-password-1', role: 'manager' }
/** As the generic pack says it. */
const REFUSED = { zh: '国四重型货车，橙色预警期间禁止进入', en: 'China IV heavy truck: no entry during an orange warning' }
const WORDS = { zh: { ...zh, passages: passages.zh, warnings: warnings.zh }, en: { ...en, passages: passages.en, warnings: warnings.en } }

for (const lang of LANGS) {
  test.describe(lang, () => {
    test.describe.configure({ mode: 'serial' })
    const site = usePlant()
    const say = wordsOf(WORDS, lang)
    const level = say('level.orange')
    let url = ''
    let board = ''
    test.beforeAll(async () => {
      const { plant } = site
      await plant.api('POST', 'gates', { id: 'east', name: '东门' })
      await plant.api('POST', 'lanes', { id: 'in', gate: 'east', name: '东门进厂', direction: 'in', mode: 'automatic' })
      url = await addCamera(plant, { id: 'cam-1', lane: 'in' })
      for (const [truck, stage] of [[OLD, '4'], [TWIN, '4'], [NEW, '6']] as const) {
        await plant.api('PUT', `vehicles/${encodeURIComponent(truck.plate)}/${truck.colour}`, { stage: { min: stage, max: stage }, vehicle_class: 'H11', fuel: 'B', gross_mass_kg: 25_000 })
      }
      const measures = [{ text: '停推台锯2台（共4台）', verb: 'stop', target: '推台锯', value: 2, of: 4, unit: '台' }, { text: '停止国四及以下重型货车运输', for_drivers: true }]
      await plant.api('PUT', 'plan', { orange: { measures } })
      await plant.api('POST', 'public/declarations', { ...OLD, gate: 'east', direction: 'in', cargo: '原木', quantity: LOAD_T, unit: 't' })
      const made = await plant.api<{ key: string }>('POST', 'board-keys', { photos: false })
      board = `${plant.url}/board?key=${made.key}`
      await invite(plant, ZHAO)
    })
    test.beforeEach(async ({ page }) => {
      await choose(page, { lang })
      await site.plant.signIn(page, ZHAO)
    })
    const arrives = (truck: typeof OLD) => vzenith(url, truck).then((answer) => OPEN.test(answer.reply))
    /** The board breaks lines where it likes. */
    const says = (place: Locator, text: string) => expect.poll(async () => (await place.allInnerTexts()).join('').replace(/\s/g, '')).toContain(text)

    test('who would be refused tomorrow, and a warning started from the answer', async ({ page }) => {
      await page.goto(`${site.plant.url}/warnings`)
      await page.getByRole('button', { name: say('warnings.rehearse') }).click()
      await page.getByRole('button', { name: say('warnings.rehearsal.go'), exact: true }).click()
      const row = page.getByRole('row').filter({ hasText: OLD.plate.slice(2) })
      await expect(row).toContainText(REFUSED[lang])
      await expect(row).toContainText(String(LOAD_T))
      await expect(page.locator('.figures')).toContainText(say('warnings.rehearsal.more', { n: 1 }))
      await page.getByRole('button', { name: say('warnings.rehearsal.startSo', { level }) }).click()
      const box = page.getByRole('dialog')
      await expect(box).toContainText('停止国四及以下重型货车运输')
      await field(box, say('warnings.form.number')).fill(ORDER)
      await box.locator('input[type=file]').setInputFiles({ name: '通知.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') })
      await expect(box.getByRole('link', { name: '通知.pdf' })).toBeVisible()
      await box.getByRole('button', { name: say('warnings.form.startGo', { level }).trim() }).click()
      // From tomorrow on: today nothing is in force yet.
      await expect(page.locator('.sign')).toContainText(say('warnings.none'))
      await expect(page.locator('.coming')).toContainText(say('warnings.coming.start', { level }))
      expect(await arrives(TWIN)).toBe(true)
    })

    test('brought forward, it refuses at the lane with the board’s words', async ({ page, context }) => {
      const screen = await context.newPage()
      await screen.setViewportSize({ width: 960, height: 540 }) // drawn without a graphics card
      await screen.goto(board)
      await page.goto(`${site.plant.url}/warnings`)
      await page.getByRole('button', { name: say('warnings.withdraw') }).click()
      const box = page.getByRole('dialog')
      await box.getByRole('button', { name: say('warnings.form.withdrawGo', { level }) }).click()
      await expect(page.locator('.coming')).toBeHidden()
      await page.getByRole('button', { name: say('warnings.start') }).click()
      await box.getByText(level).click()
      await field(box, say('warnings.form.number')).fill(ORDER)
      await box.getByRole('button', { name: say('warnings.form.startGo', { level }) }).click()
      await expect(page.locator('.sign')).toContainText(level)
      await expect(page.locator('.force')).toContainText(ORDER)
      await says(screen.locator('body'), '当前重污染天气橙色预警')
      await says(screen.locator('body'), '停止国四及以下重型货车运输')
      expect(await arrives(OLD)).toBe(false)
      await says(screen.locator('[data-verdict=refuse]'), '不符合国五及以上标准禁止进入')
      await page.goto(`${site.plant.url}/passages`)
      await expect(page.getByRole('row').filter({ hasText: OLD.plate.slice(2) }).filter({ hasText: REFUSED[lang] })).toHaveCount(1)
      await screen.close()
    })

    test('an order adds a ban of its own; whom it exempts passes by that name', async ({ page, context }) => {
      const screen = await context.newPage()
      await screen.setViewportSize({ width: 960, height: 540 })
      await screen.goto(board)
      await page.goto(`${site.plant.url}/warnings`)
      await page.locator('.force').getByRole('button', { name: say('warnings.addMeasure') }).click()
      const box = page.getByRole('dialog')
      await box.getByRole('combobox', { name: say('warnings.order.template') }).click()
      await box.getByRole('option', { name: /^M8/ }).click()
      await box.getByRole('button', { name: say('warnings.order.addExemption') }).click()
      await box.getByLabel(say('warnings.order.who')).selectOption('own')
      const { in_force } = await site.plant.api<{ in_force: { id: string } }>('GET', 'warnings') 
      expectRefusal(page, 422, `/api/v1/warnings/${in_force.id}/measures`)
      await box.getByLabel(say('warnings.order.own')).fill('plate = "冀R6T518"')
      await box.getByLabel(say('warnings.order.name'), { exact: true }).fill(EXEMPT)
      await box.getByRole('button', { name: say('warnings.order.go') }).click()
      await expect(box).toContainText(say('warnings.fault.noFact', { name: 'plate' }))
      await box.getByLabel(say('warnings.order.who')).selectOption('stage6')
      await box.getByRole('button', { name: say('warnings.order.go') }).click()
      await expect(box).toBeHidden()
      await expect(page.locator('.orders')).toContainText(say('warnings.exempt', { list: EXEMPT }))
      expect(await arrives(NEW)).toBe(true)
      await says(screen.locator('[data-verdict=admit]'), EXEMPT)
      await page.goto(`${site.plant.url}/passages`)
      await expect(page.getByRole('row').filter({ hasText: NEW.plate.slice(2) })).toContainText(say('domain.lifted', { text: EXEMPT }))
      await screen.close()
    })

    test('what was carried out is logged with its proof', async ({ page }) => {
      await page.goto(`${site.plant.url}/warnings`)
      await page.getByRole('button', { name: say('warnings.openLog') }).click()
      const row = page.locator('.log > ul > li').filter({ hasText: '停推台锯2台' })
      await row.getByRole('button').click()
      const box = page.getByRole('dialog')
      await box.getByText(say('warnings.log.reading'), { exact: true }).first().click()
      await box.getByRole('spinbutton').fill('0')
      await field(box, say('warnings.log.unit')).fill('kWh')
      await box.getByRole('button', { name: say('warnings.log.go') }).click()
      await expect(row).toContainText('0 kWh')
      await expect(page.locator('.log header')).toContainText(say('warnings.log.progress', { done: 1, all: 3 }))
    })

    test('lifted, the same truck passes, and the course tells it all', async ({ page, context }) => {
      const screen = await context.newPage()
      await screen.setViewportSize({ width: 960, height: 540 })
      await screen.goto(board)
      await page.goto(`${site.plant.url}/warnings`)
      await page.getByRole('button', { name: say('warnings.lift') }).click()
      await page.getByRole('dialog').getByRole('button', { name: say('warnings.form.liftGo', { level }) }).click()
      await expect(page.locator('.sign')).toContainText(say('warnings.none'))
      // What is read again within a quarter of a minute is the same arrival.
      await expect.poll(() => arrives(OLD), { intervals: [AGAIN_MS], timeout: 3 * AGAIN_MS }).toBe(true)
      await says(screen.locator('[data-verdict=admit]'), '准许进入')
      await page.getByText(say('warnings.parts.course'), { exact: true }).click()
      const chain = page.locator('.chain').first()
      await expect(chain).toContainText(say('warnings.course.state.ended'))
      await expect(chain.locator('li')).toHaveCount(3)
      await expect(chain).toContainText(ORDER)
      await expect(chain).toContainText(ZHAO.username)
      await expect(page.locator('.chain').nth(1)).toContainText(say('warnings.course.state.withdrawn'))
      await screen.close()
    })
  })
}
