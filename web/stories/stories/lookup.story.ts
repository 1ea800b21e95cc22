// A truck that nobody knows: held, looked up by itself, offered to the guard; its next arrival goes by the answer. An
// answer about another plate changes nothing; then a person settles it, and a conflict too.
import type { Page } from '@playwright/test'
import en from '../../console/src/i18n/en'
import zh from '../../console/src/i18n/zh'
import dossierWords from '../../console/src/dossier/words'
import deskWords from '../../console/src/pages/desk/words'
import lookupWords from '../../console/src/pages/lookup/words'
import queueWords from '../../console/src/pages/queue/words'
import { invite, type Person } from '../src/busy-gate'
import { addCamera, drawScene, vzenith } from '../src/camera'
import { press } from '../src/keyboard'
import { usePlant } from '../src/plant'
import { SECRET, StageService } from '../src/stage-service'
import { choose, expect, expectRefusal, LANGS, test, wordsOf } from '../src/story'

const LI: Person = { username: 'liwei', display_name: '李卫', password: 'shift-one-2026', role: 'guard' }
const ZHAO: Person = { username: 'zhaojun', display_name: '赵军', password: 'manager-2026!', role: 'manager' }
const OLD = '冀R11111'
const MISTAKEN = '冀R22222'
interface Passage { id: string; plate: string; verdict: string; stage: { min: string | null; source: string | null }; resolved_reason: string | null }

for (const lang of LANGS) {
  test.describe(lang, () => {
    test.describe.configure({ mode: 'serial' })
    test.setTimeout(240_000)
    const site = usePlant()
    const say = wordsOf({ zh: { ...zh, desk: deskWords.zh, dossier: dossierWords.zh, queue: queueWords.zh, lookup: lookupWords.zh }, en: { ...en, desk: deskWords.en, dossier: dossierWords.en, queue: queueWords.en, lookup: lookupWords.en } }, lang)
    let service: StageService
    let camera = ''
    let photo: Buffer
    let others = 0

    test.beforeAll(async ({ browser }) => {
      service = await StageService.open()
      service.knows.set(OLD, '4').set(MISTAKEN, '4')
      for (const who of [LI, ZHAO]) await invite(site.plant, who)
      const { plant } = site
      await plant.api('POST', 'warnings', { level: 'orange', effective_at: new Date().toISOString() })
      await plant.api('POST', 'gates', { id: 'g1', name: '东门' })
      await plant.api('POST', 'lanes', { id: '1', gate: 'g1', name: '1号车道', direction: 'in', mode: 'automatic' })
      camera = await addCamera(plant, { id: 'camera-1', lane: '1' })
      photo = await drawScene(browser, OLD, 'yellow')
    })
    test.afterAll(() => service.close())

    const see = (plate: string) => vzenith(camera, { plate, colour: 'yellow', photo })
    /** A car in between, so that the next read is a new arrival. */
    const again = async (plate: string) => {
      others += 1
      await vzenith(camera, { plate: `冀R9999${others}`, colour: 'blue', photo })
      await see(plate)
    }
    const last = async (plate: string) => (await site.plant.api<{ items: Passage[] }>('GET', `passages?plate=${encodeURIComponent(plate)}&limit=1`)).items[0]!
    const offer = (page: Page) => page.locator('.hold-card .offer')
    async function open(page: Page, who: Person, path: string): Promise<void> {
      await choose(page, { lang })
      await site.plant.signIn(page, who)
      await page.goto(site.plant.url + path)
    }
    /** Looks at the hold of that plate, whichever came first. */
    async function lookAt(page: Page, plate: string): Promise<void> {
      const card = page.locator('.hold-card')
      await expect(card).toBeVisible()
      await expect(async () => {
        if (!(await card.locator('.reading').first().textContent())?.includes(plate.slice(2))) await press(page, 'PageDown')
        await expect(card.locator('.reading').first()).toContainText(plate.slice(2), { timeout: 500 })
      }).toPass()
    }

    test('a manager sets the look-up up, and tries it before it is on', async ({ page }) => {
      await open(page, ZHAO, '/lookup')
      await page.getByRole('button', { name: say('lookup.start') }).click()
      await page.getByLabel(say('lookup.name')).first().fill('市排放监控平台')
      await page.getByLabel(say('lookup.auth')).selectOption('header')
      await page.getByLabel(say('lookup.authNameHelp')).fill('X-Key')
      await page.getByRole('button', { name: say('lookup.secretChange') }).click()
      await page.locator('input[type=password]').fill(SECRET)
      await page.locator('.url input').first().fill(`${service.url}/stage?plate={plate}&colour={colour}`)
      const fields: Record<string, string> = { stage: 'data.pf', plate: 'data.hphm', colour: 'data.cpys', fuel: 'data.rllx', vehicle_class: 'data.cllx', gross_mass_kg: 'data.zzl', document: 'data.xxgkbh' }
      const answer = page.locator('.card', { has: page.getByRole('heading', { name: say('lookup.fields') }) })
      for (const [key, path] of Object.entries(fields)) await answer.getByLabel(say(`lookup.field.${key}`), { exact: true }).fill(path)
      await page.getByLabel(`${say('lookup.found')} ${say('lookup.path')}`, { exact: true }).fill('code')
      await page.getByLabel(`${say('lookup.found')} ${say('lookup.is')}`, { exact: true }).fill('0')
      await page.getByLabel(say('lookup.notFoundStatus')).fill('404')
      const codes = page.locator('.maps > div', { has: page.getByRole('heading', { name: say('lookup.codes.colours') }) })
      await codes.getByRole('button', { name: say('lookup.addCode') }).click()
      await codes.getByPlaceholder(say('lookup.theirs')).fill('1')

      const trial = page.locator('.card', { has: page.getByRole('heading', { name: say('lookup.test.title') }) })
      await trial.getByLabel(say('lookup.test.plate'), { exact: true }).fill(OLD)
      await trial.getByRole('button', { name: say('lookup.test.go') }).click()
      await expect(trial.getByText(say('lookup.test.state.answered'))).toBeVisible()
      await expect(trial.locator('pre')).toContainText('"pf": "4"')
      await page.getByRole('button', { name: say('lookup.turnOn') }).click()
      await expect(page.getByText(say('lookup.on'), { exact: true })).toBeVisible()
      await expect(page.getByText(say('lookup.secretSet'))).toBeVisible()
      expect(await page.content()).not.toContain(SECRET)
    })

    test('an unknown truck is held, looked up by itself, and its next arrival goes by the answer', async ({ page }) => {
      const answer = service.pause()
      expectRefusal(page, 404, `/api/v1/vehicles/${OLD}/yellow`)
      await open(page, LI, '/desk')
      await see(OLD)
      await lookAt(page, OLD)
      await expect(offer(page)).toContainText(say('dossier.look.asking'))
      answer()
      await expect(offer(page)).toContainText(say('desk.offer.leads.refuse'))
      await expect(offer(page)).toContainText(lang === 'zh' ? '国四' : 'China 4')
      expect((await page.locator('.hold-card .reading').boundingBox())!.height).toBeGreaterThan(40)
      await expect(page.locator('.hold-card .go')).toBeDisabled()
      await press(page, '5', 'Enter')
      await expect(page.getByText(say('desk.none'))).toBeVisible()
      expect((await last(OLD)).resolved_reason).toContain(lang === 'zh' ? '国四' : 'China')
      await again(OLD)
      await expect.poll(async () => (await last(OLD)).stage.min).toBe('4')
      expect(await last(OLD)).toMatchObject({ verdict: 'refuse', stage: { min: '4', source: 'bureau' }, resolved_reason: null })
      expect(service.asked.filter((p) => p === OLD)).toHaveLength(2) // the manager's try, and the one look-up
    })

    test('an answer about another plate changes nothing', async ({ page }) => {
      service.mood = 'other-plate'
      expectRefusal(page, 404, `/api/v1/vehicles/${MISTAKEN}/yellow`)
      await open(page, LI, '/desk')
      await see(MISTAKEN)
      await lookAt(page, MISTAKEN)
      await expect(offer(page)).toContainText(say('dossier.answer.otherPlate'))
      await press(page, '5')
      await expect(page.locator('.hold-card .go')).toBeDisabled()
      await again(MISTAKEN)
      await expect.poll(async () => (await last(MISTAKEN)).verdict).toBe('hold')
      expect((await last(MISTAKEN)).stage.min).toBeNull()
    })

    test('the queue shows it; a manager states it from the sheet, and settles the conflict that the look-up then makes', async ({ page, browser }) => {
      await open(page, ZHAO, '/queue')
      const row = page.locator('.rows [role=row]').filter({ hasText: MISTAKEN.slice(2) })
      await expect(row).toContainText(say('dossier.reason.unknown'))
      await row.click()
      const panel = page.getByRole('complementary', { name: say('queue.panel.label') })
      await expect(panel.locator('img').first()).toBeVisible()
      await panel.getByRole('button', { name: say('queue.panel.state') }).click()
      const form = page.getByRole('dialog')
      const pick = async (label: string, option: string) => {
        await form.getByRole('combobox', { name: say(label), exact: true }).click()
        await page.getByRole('option', { name: option, exact: true }).click()
      }
      await pick('dossier.form.source', say('stageSource.list'))
      await pick('dossier.form.min', lang === 'zh' ? '国五' : 'China 5')
      await form.locator('input[type=file]').setInputFiles({ name: '随车清单.jpg', mimeType: 'image/jpeg', buffer: await drawScene(browser, MISTAKEN, 'yellow') })
      await expect(form.getByRole('checkbox')).toBeChecked()
      await form.getByRole('button', { name: say('dossier.form.save') }).click()
      await expect(form).toBeHidden()
      await expect(panel.locator('.said .decisive')).toContainText(say('stageSource.list'))

      service.mood = 'answers'
      await panel.getByRole('button', { name: say('dossier.askAgain') }).click()
      await expect(panel.locator('.said .conflict')).toContainText(say('stageSource.bureau'))
      await panel.getByRole('button', { name: say('act.close') }).click()
      await expect(row).toContainText(say('dossier.reason.conflict'))
      await row.click()
      await panel.locator('.said .decisive').getByRole('button', { name: say('dossier.confirm') }).click()
      await expect(panel.getByText(say('dossier.settled'), { exact: true })).toBeVisible()
      await again(MISTAKEN)
      await expect.poll(async () => (await last(MISTAKEN)).stage).toMatchObject({ min: '5', source: 'list' })
      await press(page, 'Escape')
      await expect(row).toHaveCount(0)
    })

    test('a service that is down rests, and the page says since when', async ({ page }) => {
      service.mood = 'down'
      await see('冀R33333')
      await open(page, ZHAO, '/lookup')
      await expect(page.getByText(say('lookup.state.failing'))).toBeVisible()
      await expect(page.getByText('HTTP 503')).toBeVisible()
    })
  })
}
