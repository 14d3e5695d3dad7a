// Draws bars with Chart.js. Only pages that show them load this file.
import { BarController, BarElement, CategoryScale, Chart, LinearScale, Tooltip } from 'chart.js'

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Tooltip)

export interface Series {
  label: string
  values: number[]
  colour: string // a token's name
}

export interface Bars {
  labels: string[]
  series: Series[]
  stacked: boolean
  current: number // which of them the page is about
}

function token(name: string): string {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim()
}

export class DrawnBars {
  private chart: Chart<'bar', number[], string>
  private bars: Bars

  constructor(canvas: HTMLCanvasElement, bars: Bars, onpick: (index: number) => void) {
    this.bars = bars
    const still = matchMedia('(prefers-reduced-motion: reduce)').matches
    this.chart = new Chart(canvas, {
      type: 'bar',
      data: { labels: [], datasets: [] },
      options: {
        responsive: true,
        maintainAspectRatio: false,
        animation: still ? false : { duration: 350 },
        interaction: { mode: 'index', intersect: false },
        onClick: (_event, found) => found[0] && onpick(found[0].index),
        onHover: (event, found) => {
          ;(event.native?.target as HTMLElement | undefined)?.style.setProperty('cursor', found.length ? 'pointer' : '')
        },
      },
    })
    this.show(bars)
  }

  show(bars: Bars): void {
    this.bars = bars
    const { labels, series, stacked, current } = bars
    const soft = token('--soft')
    const font = { family: 'Figtree Variable, system-ui, sans-serif', size: 12 }
    const rtl = document.documentElement.dir === 'rtl'
    this.chart.data = {
      labels,
      datasets: series.map(({ label, values, colour }) => ({
        label,
        data: values,
        backgroundColor: token(colour),
        hoverBackgroundColor: token(colour),
        borderColor: token('--card'),
        borderWidth: stacked ? { top: 1 } : 0,
        borderRadius: 3,
        maxBarThickness: 34,
      })),
    }
    Object.assign(this.chart.options, {
      scales: {
        x: {
          stacked,
          reverse: rtl,
          grid: { display: false },
          border: { color: token('--line') },
          ticks: {
            color: (tick: { index: number }) => (tick.index === current ? token('--accent') : soft),
            font: (tick: { index: number }) => ({ ...font, weight: tick.index === current ? 700 : 400 }),
            maxRotation: 0,
            autoSkipPadding: 8,
          },
        },
        y: {
          stacked,
          position: rtl ? 'right' : 'left',
          beginAtZero: true,
          suggestedMax: 4,
          border: { display: false },
          grid: { color: token('--line') },
          ticks: { color: soft, font, precision: 0, maxTicksLimit: 5 },
        },
      },
      plugins: {
        tooltip: {
          rtl,
          backgroundColor: token('--ink'),
          titleColor: token('--card'),
          bodyColor: token('--card'),
          titleFont: { ...font, weight: 700 },
          bodyFont: font,
          padding: 10,
          cornerRadius: 9,
          boxPadding: 4,
          reverse: stacked,
        },
      },
    })
    this.chart.update()
  }

  // After light became dark.
  recolour(): void {
    this.show(this.bars)
  }

  end(): void {
    this.chart.destroy()
  }
}
