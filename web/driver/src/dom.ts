// Just enough to build elements without a library.

type Child = Node | string | null | undefined | false
type Attributes = { [name: string]: string | number | boolean | null | undefined | ((event: Event) => void) }

function fill(node: Element, attributes: Attributes, children: Child[]): void {
  for (const name of Object.keys(attributes)) {
    const value = attributes[name]
    if (value === null || value === undefined || value === false) continue
    if (typeof value === 'function') node.addEventListener(name, value)
    else node.setAttribute(name, value === true ? '' : String(value))
  }
  for (const child of children) {
    if (child) node.appendChild(typeof child === 'string' ? document.createTextNode(child) : child)
  }
}

export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K, attributes: Attributes = {}, ...children: Child[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag)
  fill(node, attributes, children)
  return node
}

const PATHS = {
  in: 'M4 12h11M11 8l4 4-4 4M20 5v14',
  out: 'M9 12h11M16 8l4 4-4 4M4 5v14',
  erase: 'M9 5h11v14H9l-6-7zM12 9.5l5 5M17 9.5l-5 5',
  tick: 'M5 12.5l4.5 4.5L19 7.5',
}

export function icon(name: keyof typeof PATHS): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg'
  const svg = document.createElementNS(space, 'svg')
  fill(svg, { viewBox: '0 0 24 24', 'aria-hidden': 'true', class: 'icon' }, [])
  const path = document.createElementNS(space, 'path')
  path.setAttribute('d', PATHS[name])
  svg.appendChild(path)
  return svg
}
