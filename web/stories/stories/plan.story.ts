// The manager writes what orange asks for, saves it, starts orange: board and lane follow it, and it prints.
import { choose, expect, expectRefusal, field, LANGS, test, wordsOf } from '../src/story'
import { usePlant } from '../src/plant'
import { addCamera, vzenith } from '../src/camera'
import en from '../../console/src/i18n/en'
import zh from '../../console/src/i18n/zh'
import plan from '../../console/src/pages/plan/words'
import warnings from '../../console/src/pages/warnings/words'

const OPEN = /"info"\s*:\s*"ok"/
const HEAVY = { vehicle_class: 'H11', fuel: 'B', gross_mass_kg: 31_000 }

for (const lang of LANGS) {
  test.describe(lang, () => {
    test.describe.configure({ mode: 'serial' })
    const site = usePlant({ grade: 'A' })
    const say = wordsOf({ zh: { ...zh, plan: plan.zh, warnings: warnings.zh }, en: { ...en, plan: plan.en, warnings: warnings.en } }, lang)
    let url = ''
    let screen = ''
    test.beforeAll(async () => {
      const { plant } = site
      await plant.api('POST', 'gates', { id: 'east', name: '东门' })
      await plant.api('POST', 'lanes', { id: 'in', gate: 'east', name: '东门进厂', direction: 'in', mode: 'automatic' })
      url = await addCamera(plant, { id: 'cam-1', lane: 'in' })
      const made = await plant.api<{ key: string }>('POST', 'board-keys', { photos: false })
      screen = `${plant.url}/board?key=${made.key}`
      await plant.api('PUT', 'vehicles/冀R5K021/yellow', { ...HEAVY, stage: { min: '5', max: '5' } })
      await plant.api('PUT', 'vehicles/冀R5K777/yellow', { ...HEAVY, stage: { min: '5', max: '5' } })
      await plant.api('PUT', 'vehicles/冀R6K388/yellow', { ...HEAVY, stage: { min: '6b', max: '6b' } })
    })
    test.beforeEach(async ({ page }) => {
      await choose(page, { lang })
      await site.plant.signIn(page)
    })

    test('measures are written for orange, previewed, and saved with a note', async ({ page }) => {
      await page.goto(`${site.plant.url}/plan?level=orange`)
      await expect(page.getByText(say('plan.none'))).toBeVisible()
      const preview = page.getByRole('img', { name: say('plan.look.board') })
      const row = page.locator('.row.open')
      await page.getByRole('button', { name: say('plan.addProduction') }).click()
      await field(row, say('plan.form.target')).fill('推台锯')
      await field(row, say('plan.form.value')).fill('2')
      await field(row, say('plan.form.unit')).fill('台')
      await field(row, say('plan.form.of')).fill('4')
      await expect(preview).toContainText('停推台锯2台（共4台）')
      await page.getByRole('button', { name: say('plan.addTransport') }).click()
      await row.getByRole('combobox', { name: say('plan.params.stage') }).selectOption('5')
      await expect(preview).toContainText('国五及以下重型货车禁止进入')
      await expect(page.locator('.leds')).toContainText('排放阶段不符')
      await page.getByRole('button', { name: say('plan.save'), exact: true }).click()
      const box = page.getByRole('dialog')
      await box.getByRole('textbox').fill('首次制定')
      await box.getByRole('button', { name: say('plan.saveBox.go', { n: 1 }) }).click()
      await expect(page.getByText(say('plan.saved', { n: 1 }))).toBeVisible()
      const kept = await site.plant.api<{ orange: { measures: object[]; transport: object[] } }>('GET', 'plan')
      expect(kept.orange.measures).toMatchObject([{ verb: 'stop', target: '推台锯', value: 2, of: 4, unit: '台', text: '停推台锯2台（共4台）' }])
      expect(kept.orange.transport).toMatchObject([{ template: 'BAN_STAGE', params: { max_stage: '5', heavy_only: true }, text: '国五及以下重型货车禁止进入' }])
    })

    test('orange starts: the board shows them, the lane refuses by them', async ({ page, context }) => {
      const real = await context.newPage()
      await real.setViewportSize({ width: 960, height: 540 }) // drawn without a graphics card
      await real.goto(screen)
      const before = await vzenith(url, { plate: '冀R5K021', colour: 'yellow' })
      expect(before.reply).toMatch(OPEN)
      await site.plant.api('POST', 'warnings', { level: 'orange', effective_at: new Date(Date.now() - 60_000).toISOString() })
      await page.goto(`${site.plant.url}/plan`)
      await expect(real.locator('body')).toContainText('停推台锯2台（共4台）')
      await expect(real.locator('body')).toContainText('国五及以下重型货车禁止进入')
      const refused = await vzenith(url, { plate: '冀R5K777', colour: 'yellow' })
      expect(refused.reply).not.toMatch(OPEN)
      await expect(real.locator('body')).toContainText('禁止进入')
      await expect(real.locator('body')).toContainText('排放阶段不符')
      const clean = await vzenith(url, { plate: '冀R6K388', colour: 'yellow' })
      expect(clean.reply).toMatch(OPEN)
    })

    test('a wrong condition is named at its place; what another saved meanwhile is not undone', async ({ page }) => {
      await page.goto(`${site.plant.url}/plan?level=orange`)
      await page.getByText('国五及以下重型货车禁止进入').first().click()
      const row = page.locator('.row.open')
      await row.getByRole('button', { name: say('plan.exempt.add') }).click()
      await row.getByRole('combobox', { name: say('plan.exempt.when') }).selectOption('other')
      await row.getByRole('textbox', { name: say('plan.exempt.condition') }).fill('livelyhood')
      await field(row, say('plan.exempt.text')).fill('民生保障物资')
      const box = page.getByRole('dialog')
      const save = async (n: number) => {
        await page.getByRole('button', { name: say('plan.save'), exact: true }).click()
        await box.getByRole('textbox').fill('民生豁免')
        await box.getByRole('button', { name: say('plan.saveBox.go', { n }) }).click()
      }
      expectRefusal(page, 422, '/api/v1/plan')
      await save(2)
      await expect(page.getByText(say('plan.faults', { n: 1 }))).toBeVisible()
      await expect(row.locator('.fault')).toContainText('livelyhood')
      await row.getByRole('textbox', { name: say('plan.exempt.condition') }).fill('livelihood')
      await site.plant.api('PUT', 'plan', { red: { measures: [{ text: '全部停产' }] }, note: '红色' })
      expectRefusal(page, 409, '/api/v1/plan')
      await save(2)
      await expect(page.getByRole('alert').filter({ hasText: say('plan.conflictKeep', { n: 2 }) })).toBeVisible()
      await page.getByRole('button', { name: say('plan.conflictKeep', { n: 2 }) }).click()
      await box.getByRole('textbox').fill('民生豁免')
      await box.getByRole('button', { name: say('plan.saveBox.go', { n: 3 }) }).click()
      await expect(page.getByText(say('plan.saved', { n: 3 }))).toBeVisible()
      await expect(page.locator('.leds')).toContainText('豁免：民生保障物资')
    })

    test('it prints with plant, levels, measures and version', async ({ page, context }) => {
      await page.goto(`${site.plant.url}/plan`)
      const [paper] = await Promise.all([context.waitForEvent('page'), page.getByRole('link', { name: say('plan.print') }).click()])
      await expect(paper.getByRole('heading', { level: 1 })).toContainText('一厂一策')
      for (const want of ['廊坊示范木业有限公司', '第3版', '停推台锯2台（共4台）', '国五及以下重型货车禁止进入', '民生保障物资']) await expect(paper.locator('body')).toContainText(want)
    })
  })
}
