(function () {
  'use strict';
  var data = JSON.parse(document.getElementById('syncline-data').textContent);
  var shown = 0;
  var charts = {};

  function ink(name) {
    return getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim();
  }
  function chart(id) {
    if (!charts[id]) {
      charts[id] = echarts.init(document.getElementById(id), null, {renderer: 'svg'});
      if (id === 'points') {
        charts[id].on('click', function (event) {
          var at = event.data && event.data.window;
          if (at !== undefined && at !== null && at >= 0) { show(at); }
        });
      }
    }
    return charts[id];
  }
  function number(value, digits) {
    return value === null || value === undefined ? '–' : value.toFixed(digits);
  }
  function signed(value) {
    return (value < 0 ? '−' : '+') + Math.abs(value).toFixed(3);
  }
  // As in the tables: a real minus sign, thousands apart by thin spaces.
  function tick(value) {
    var parts = String(Math.abs(Number(value.toPrecision(10)))).split('.');
    parts[0] = parts[0].replace(/\B(?=(\d{3})+$)/g, '\u2009');
    return (value < 0 ? '−' : '') + parts.join('.');
  }
  function labels(options) {
    return Object.assign({color: ink('soft'), fontSize: 12, hideOverlap: true, formatter: tick}, options);
  }
  function axis(options) {
    return Object.assign({
      type: 'value', scale: true, nameTextStyle: {color: ink('soft'), fontSize: 12},
      axisLabel: labels(), axisLine: {show: true, onZero: false, lineStyle: {color: ink('line')}},
      axisTick: {show: false}, splitLine: {lineStyle: {color: ink('line'), opacity: 0.6}}
    }, options);
  }
  function base(extra) {
    return Object.assign({
      animation: false, textStyle: {fontFamily: 'system-ui, sans-serif', color: ink('ink')},
      tooltip: {trigger: 'axis', backgroundColor: ink('card'), borderColor: ink('line'), textStyle: {color: ink('ink'), fontSize: 12.5},
        axisPointer: {lineStyle: {color: ink('soft')}}}
    }, extra);
  }
  function zoom(axes) {
    return [
      {type: 'inside', xAxisIndex: axes, filterMode: 'none', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false},
      {type: 'slider', xAxisIndex: axes, filterMode: 'none', height: 16, bottom: 8, borderColor: ink('line'),
        fillerColor: ink('log') + '22', handleStyle: {color: ink('log')}, moveHandleSize: 0, brushSelect: false, showDetail: false,
        dataBackground: {lineStyle: {opacity: 0}, areaStyle: {opacity: 0}},
        selectedDataBackground: {lineStyle: {opacity: 0}, areaStyle: {opacity: 0}}}
    ];
  }
  function dashed(name) {
    return {color: ink(name), type: 'dashed', width: 1.2};
  }

  function drawPoints() {
    var reference = data.reference;
    var bars = [];
    var low = data.low - reference;
    var high = data.high - reference;
    var marks = data.points.map(function (p) {
      var y = p.offset - reference;
      var inside = y >= low && y <= high;
      if (inside && p.sigma !== null) {
        bars.push([p.t, Math.max(low, y - p.sigma)], [p.t, Math.min(high, y + p.sigma)], [p.t, null]);
      }
      return {
        value: [p.t, Math.min(high, Math.max(low, y))], point: p, window: p.window,
        symbol: inside ? 'circle' : 'triangle', symbolRotate: y < low ? 180 : 0,
        itemStyle: {color: p.colour, borderColor: ink('card'), borderWidth: 1.5, opacity: 1}
      };
    });
    chart('points').setOption(base({
      grid: {left: 70, right: 24, top: 34, bottom: 66},
      xAxis: axis({name: 'video time, s', nameLocation: 'middle', nameGap: 26, min: 0, max: data.duration,
        axisLabel: labels({showMaxLabel: false})}),
      yAxis: axis({name: 'offset, ms from ' + signed(reference) + ' ms', nameTextStyle: {align: 'left', color: ink('soft'), fontSize: 12, padding: [0, 0, 0, -60]}, min: low, max: high,
        axisLabel: labels({showMinLabel: false, showMaxLabel: false})}),
      dataZoom: zoom([0]),
      tooltip: {trigger: 'item', backgroundColor: ink('card'), borderColor: ink('line'), textStyle: {color: ink('ink'), fontSize: 12.5}},
      series: [
        {type: 'line', data: data.track.map(function (k) { return [k[0], k[1] - reference]; }), showSymbol: false, silent: true,
          sampling: 'lttb', lineStyle: {color: ink('log'), width: 2}, tooltip: {show: false}},
        {type: 'line', data: bars, showSymbol: false, connectNulls: false, silent: true, lineStyle: {color: ink('soft'), width: 1.3}},
        {type: 'scatter', data: marks, symbolSize: 13, z: 5, cursor: 'pointer', tooltip: {formatter: function (event) {
          var p = event.data.point;
          return p.t.toFixed(3) + ' s: <b>' + signed(p.offset) + ' ms</b> ± ' + number(p.sigma, 3) +
            '<br>score ' + number(p.score, 3) + ', rival ' + number(p.rival, 3) + ', ' + p.quality;
        }}}
      ]
    }), true);
  }

  function drawRates(id, w, marks) {
    var pictureT = w.pictureT || w.t;
    var names = ['x (pitch)', 'y (yaw)', 'z (roll)'];
    var grids = [], xs = [], ys = [], series = [];
    var last = w.t.length - 1;
    for (var a = 0; a < 3; a++) {
      grids.push({left: 70, right: 24, top: 50 + a * 156, height: 114});
      xs.push(axis({gridIndex: a, min: w.t[0], max: w.t[last], axisLabel: labels({show: a === 2,
        formatter: function (v) { return v.toFixed(2); }, showMinLabel: false, showMaxLabel: false}),
        name: a === 2 ? 'video time, s' : '', nameLocation: 'middle', nameGap: 26}));
      ys.push(axis({gridIndex: a, name: names[a] + ', °/s', splitNumber: 3, nameGap: 8,
        nameTextStyle: {align: 'left', color: ink('soft'), fontSize: 12, padding: [0, 0, 0, -60]}}));
      var letter = 'xyz'.charAt(a);
      [['log', 'motion log', w.log[a], w.t], ['visual', 'picture', (w.picture || w.visual)[a], pictureT]].forEach(function (s) {
        var colour = ink(letter + '-' + s[0]);
        series.push({name: s[1], type: 'line', xAxisIndex: a, yAxisIndex: a, showSymbol: false, connectNulls: false, sampling: 'lttb',
          data: s[3].map(function (t, i) { return [t, s[2][i]]; }), markLine: s[0] === 'log' ? marks : undefined, itemStyle: {color: colour},
          lineStyle: {color: colour, width: s[0] === 'log' ? 2.6 : 1.4}});
      });
    }
    chart(id).setOption(base({
      grid: grids, xAxis: xs, yAxis: ys, series: series, dataZoom: zoom([0, 1, 2]),
      legend: {data: [{name: 'motion log', itemStyle: {color: ink('ink')}}, {name: 'picture', itemStyle: {color: ink('soft'), opacity: 0.5}}], right: 20, top: 0, icon: 'roundRect', itemHeight: 4, textStyle: {color: ink('ink')}},
      axisPointer: {link: [{xAxisIndex: 'all'}]},
      tooltip: {trigger: 'axis', backgroundColor: ink('card'), borderColor: ink('line'), textStyle: {color: ink('ink'), fontSize: 12.5},
        valueFormatter: function (v) { return number(v, 2) + ' °/s'; }}
    }), true);
  }

  function mark(name, colour, at, left) {
    // The label stands on the side where there is room: left of its line in the right half.
    return {name: name, xAxis: at[0], lineStyle: dashed(colour), label: {show: true, color: ink(colour), fontSize: 12, position: 'insideEndTop', rotate: 0,
      align: left ? 'right' : 'left', padding: left ? [0, 8, 0, 0] : [0, 0, 0, 8], formatter: name + ' ' + number(at[1], 3)}};
  }
  // Offsets at which this window meets the log: elsewhere there is nothing to draw.
  function met(w) {
    var first = 0;
    var last = w.x.length - 1;
    while (first < last && w.y[first] === null) { first++; }
    while (last > first && w.y[last] === null) { last--; }
    return [w.x[first], w.x[last]];
  }
  function drawCurve(w) {
    var span = met(w);
    var middle = (span[0] + span[1]) / 2;
    var lines = [];
    var dots = [];
    [['peak', w.quality || 'soft', w.peak], ['rival', 'soft', w.rival]].forEach(function (m) {
      if (m[2]) {
        var left = m[2][0] > middle;
        if (m[0] === 'rival' && w.peak) { left = m[2][0] < w.peak[0]; }
        if (m[0] === 'peak' && w.rival) { left = m[2][0] < w.rival[0]; }
        // Near an end of the chart there is room on one side only.
        var place = (m[2][0] - span[0]) / (span[1] - span[0]);
        if (place > 0.9) { left = true; } else if (place < 0.1) { left = false; }
        lines.push(mark(m[0], m[1], m[2], left));
        dots.push({value: m[2], name: m[0], itemStyle: {color: ink(m[1]), borderColor: ink('card'), borderWidth: 1.5, opacity: 1}});
      }
    });
    chart('curve').setOption(base({
      grid: {left: 70, right: 24, top: 34, bottom: 66},
      xAxis: axis({name: 'offset, ms', nameLocation: 'middle', nameGap: 26, min: span[0], max: span[1],
        axisLabel: labels({showMinLabel: false, showMaxLabel: false})}),
      yAxis: axis({name: 'correlation', nameTextStyle: {align: 'left', color: ink('soft'), fontSize: 12, padding: [0, 0, 0, -60]}, max: 1.1,
        min: function (range) { return Math.min(0, range.min); }, axisLabel: labels({showMaxLabel: false})}),
      dataZoom: zoom([0]),
      tooltip: {trigger: 'axis', backgroundColor: ink('card'), borderColor: ink('line'), textStyle: {color: ink('ink'), fontSize: 12.5},
        formatter: function (items) {
          var v = items[0].value;
          return tick(Number(v[0].toFixed(1))) + ' ms: <b>' + number(v[1], 3) + '</b>';
        }},
      series: [
        {type: 'line', data: w.x.map(function (x, i) { return [x, w.y[i]]; }), showSymbol: false, sampling: 'lttb', connectNulls: false,
          lineStyle: {color: ink('log'), width: 1.4}, itemStyle: {color: ink('log')}, areaStyle: {color: ink('log'), opacity: 0.08},
          markLine: {symbol: 'none', silent: true, data: lines}},
        {type: 'scatter', data: dots, symbolSize: 10, z: 5, silent: true, tooltip: {show: false}}
      ]
    }), true);
  }

  function show(at) {
    shown = at;
    var buttons = document.querySelectorAll('#windows button');
    for (var i = 0; i < buttons.length; i++) {
      buttons[i].setAttribute('aria-pressed', String(i === at));
    }
    drawRates('rates', data.windows[at]);
    drawCurve(data.windows[at]);
  }
  function draw() {
    if (data.points.length) { drawPoints(); } else { document.getElementById('points').parentNode.hidden = true; }
    if (data.clip && data.clip.t.length > 1) {
      drawRates('clip', data.clip, {symbol: 'none', silent: true, label: {show: false}, data: data.points.map(function (p) {
        return {xAxis: p.t, lineStyle: {color: p.colour, type: 'dashed', width: 1}};
      })});
    } else { document.getElementById('clip-section').hidden = true; }
    if (data.windows.length) { show(shown); } else { document.getElementById('window-section').hidden = true; }
  }
  data.windows.forEach(function (w, i) {
    var button = document.createElement('button');
    button.type = 'button';
    button.textContent = 'at ' + w.middle.toFixed(1) + ' s';
    if (w.colour) { button.style.setProperty('--grade', w.colour); }
    button.addEventListener('click', function () { show(i); });
    document.getElementById('windows').appendChild(button);
  });
  draw();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  matchMedia('print').addEventListener('change', function () {
    Object.keys(charts).forEach(function (id) { charts[id].resize(); });
    draw();
  });
  addEventListener('resize', function () {
    Object.keys(charts).forEach(function (id) { charts[id].resize(); });
  });
}());
