// Draws every element with data-chart from the JSON of that id: years across, gaps left open, a line where a form ends.
"use strict";
(() => {
  // Okabe and Ito's colours, which people tell apart however they see colour; the mark and the dash tell too.
  const COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#7A5195"];
  const MARKS = ["circle", "rect", "triangle", "diamond", "pin", "arrow", "roundRect"];
  const DASHES = ["solid", "dashed", "dotted"];

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  // One stretch for every run of points that may be joined, so that no line crosses a gap or a break.
  function stretches(line) {
    const found = [];
    line.years.forEach((year, i) => {
      if (line.values[i] === null) return;
      const point = { value: [year, line.values[i]], told: line.told[i] };
      if (line.hollow[i]) point.itemStyle = { color: colour("--ground") };
      if (line.joined[i] && found.length) found[found.length - 1].push(point);
      else found.push([point]);
    });
    return found;
  }

  function series(line, n, borders) {
    const own = COLOURS[n % COLOURS.length];
    const runs = stretches(line);
    return (runs.length ? runs : [[]]).map((data, run) => ({
      type: "line",
      name: line.name,
      data,
      color: own,
      symbol: MARKS[n % MARKS.length],
      symbolSize: 7,
      lineStyle: { width: 2, color: own, type: DASHES[Math.floor(n / COLOURS.length) % DASHES.length] },
      itemStyle: { color: own, borderColor: own, borderWidth: 1.5 },
      emphasis: { disabled: true },
      animation: false,
      markLine: n === 0 && run === 0 && borders.length ? {
        silent: true,
        symbol: "none",
        animation: false,
        lineStyle: { color: colour("--soft"), type: "dashed", width: 1 },
        label: { show: true, position: "end", distance: 2, color: colour("--soft"), fontSize: 10, formatter: (p) => p.name },
        data: borders.map((border) => ({ xAxis: border.year - 0.5, name: border.label })),
      } : undefined,
    }));
  }

  function options(spec) {
    const years = [...new Set(spec.lines.flatMap((line) => line.years))].sort();
    const several = spec.lines.length > 1;
    const ink = colour("--ink");
    const soft = { color: colour("--soft") };
    return {
      animation: false,
      textStyle: { color: ink, fontFamily: "inherit" },
      grid: { left: 8, right: 16, top: several ? 8 : 18, bottom: several ? 56 : 4, containLabel: true },
      legend: several ? { bottom: 0, type: "scroll", textStyle: { color: ink }, data: spec.lines.map((line) => line.name) } : undefined,
      tooltip: {
        trigger: "item",
        renderMode: "richText",
        confine: true,
        formatter: (p) => (several ? p.seriesName + "\n" : "") + p.data.told.split(/； ?|; /).join("\n"),
      },
      xAxis: {
        type: "value", min: years[0] - 0.5, max: years[years.length - 1] + 0.5, splitLine: { show: false },
        axisTick: { show: false }, axisLine: { lineStyle: soft },
        axisLabel: { ...soft, customValues: years, hideOverlap: true, formatter: String },
      },
      yAxis: { type: "value", min: (range) => Math.min(0, range.min), splitNumber: 3, minInterval: spec.unit === "%" ? 0 : 1, axisLabel: soft, splitLine: { lineStyle: { color: colour("--line") } } },
      series: spec.lines.flatMap((line, n) => series(line, n, spec.borders)),
    };
  }

  function draw(element) {
    const spec = JSON.parse(document.getElementById(element.dataset.chart).textContent);
    const chart = echarts.init(element, null, { renderer: "canvas" });
    const render = () => chart.setOption(options(spec), true);
    render();
    new ResizeObserver(() => chart.resize()).observe(element);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", render);
  }

  document.querySelectorAll("[data-chart]").forEach(draw);
})();
