package io.headrace.standalone.page;

/**
 * How every page looks: light or dark as the reader's system is, on paper light. Colours of charts are classes, {@code f0} to
 * {@code f4} fill and {@code s0} to {@code s4} stroke, so that one chart fits both.
 */
final class Style {

    static final String CSS = """
            :root{color-scheme:light dark;--page:#fdfdfc;--card:#fff;--ink:#1b1b1a;--soft:#5c5b57;--faint:#8d8b85;--edge:#e2e1dc;--grid:#e9e8e3;
            --c0:#2368b8;--c1:#c8571b;--c2:#26864a;--c3:#7d4fa8;--c4:#86741a;--good:#1f7a3d;--warn:#a35a00;--bad:#b3261e;--hot:194,87,26;--cold:37,99,168}
            @media screen and (prefers-color-scheme:dark){:root{--page:#161615;--card:#1f1f1d;--ink:#ecebe7;--soft:#b0aea7;--faint:#84827b;
            --edge:#363632;--grid:#302f2c;--c0:#5aa2ef;--c1:#ee8a52;--c2:#57bd7c;--c3:#b48ae0;--c4:#c8b44e;--good:#61c584;--warn:#e7a24a;--bad:#f28b82;
            --hot:238,138,82;--cold:90,162,239}}
            *{box-sizing:border-box} body{font:15px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif;background:var(--page);color:var(--ink);
            max-width:1080px;margin:2em auto 4em;padding:0 1em;overflow-wrap:anywhere}
            h1{font-size:1.6em;line-height:1.25;margin:0 0 .2em} h2{font-size:1.2em;margin:2em 0 .3em;padding-bottom:.15em;border-bottom:1px solid var(--edge)}
            h3{font-size:1em;margin:.2em 0} p{margin:.4em 0}
            svg{font:11px system-ui,-apple-system,'Segoe UI',sans-serif;fill:var(--soft);max-width:100%;height:auto;display:block} svg .in{font-size:9px}
            .see{color:var(--soft);margin:.4em 0 .6em;max-width:85ch} .card{background:var(--card);border:1px solid var(--edge);border-radius:8px;
            padding:.7em 1em;margin:.8em 0;break-inside:avoid}
            .row{display:flex;flex-wrap:wrap;gap:10px 14px} figure{margin:0;max-width:100%} figcaption{font-size:12px;color:var(--soft)}
            .wide{overflow-x:auto} .wide svg{min-width:860px} .key{display:flex;flex-wrap:wrap;gap:.2em 1.2em;font-size:13px;color:var(--soft);margin:.3em 0}
            .key i{display:inline-block;width:1.3em;height:3px;border-radius:2px;vertical-align:.25em;margin-right:.4em}
            table{border-collapse:collapse;font-size:13px;width:100%} td,th{padding:3px 8px;text-align:left;vertical-align:top;border-bottom:1px solid var(--edge);
            overflow-wrap:break-word} .wide table.broad{min-width:640px}
            th{font-weight:600;color:var(--soft)} td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap} td.t{white-space:nowrap} tr.out td{color:var(--faint)}
            td.bar{width:55%;vertical-align:middle} td.bar div{background:var(--c0);height:11px;border-radius:0 3px 3px 0;min-width:1px} td.name{width:16em}
            .good{color:var(--good)} .warn{color:var(--warn)} .bad{color:var(--bad)} .soft{color:var(--soft)} code{font:12px ui-monospace,monospace}
            .grid{stroke:var(--grid)} .axis{stroke:var(--faint)} .line{fill:none;stroke-width:1.8;stroke-linejoin:round} .thin{stroke-width:1.2}
            .dots{stroke-dasharray:2 3} .dash{stroke-dasharray:6 4} .mark{stroke:var(--c3);stroke-width:1} .cell{stroke:var(--page)}
            .f0{fill:var(--c0)} .f1{fill:var(--c1)} .f2{fill:var(--c2)} .f3{fill:var(--c3)} .f4{fill:var(--c4)} .fsoft{fill:var(--faint)} .fwarn{fill:var(--warn)} .fbad{fill:var(--bad)}
            .s0{stroke:var(--c0)} .s1{stroke:var(--c1)} .s2{stroke:var(--c2)} .s3{stroke:var(--c3)} .s4{stroke:var(--c4)} .ssoft{stroke:var(--faint)}
            .b0{background:var(--c0)} .b1{background:var(--c1)} .b2{background:var(--c2)} .b3{background:var(--c3)} .b4{background:var(--c4)} .bsoft{background:var(--faint)}
            .hit{fill:transparent} .hit:hover{fill:var(--faint);fill-opacity:.15} .on{fill:#fff} .hot{fill:rgb(var(--hot))} .cold{fill:rgb(var(--cold))}
            @media (max-width:560px){body{margin-top:1em} td,th{padding:3px 5px} td.name{width:9em} .hint{display:none}}
            @media print{body{margin:0;max-width:none} .wide{overflow:visible} .wide svg{min-width:0}}
            """;

    private Style() {}
}
