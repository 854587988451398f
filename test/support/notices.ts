const cities = ["杭州市", "嘉兴市", "潍坊市", "聊城市", "株洲市", "苏州市", "成都市", "福州市"];
const matters = ["绿色建材推广应用", "智能建造试点", "中小企业数字化转型", "建筑业高质量发展", "营商环境优化", "农村公路养护"];

/** The page of a notice, a different one for each number. */
export function generatedNotice(number: number): string {
  const city = cities[number % cities.length];
  const matter = matters[Math.floor(number / cities.length) % matters.length];
  const title = `${city}关于${matter}有关事项的通知（第${number + 1}号）`;
  const day = String(1 + (number % 28)).padStart(2, "0");
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${title}</title></head><body>
<div class="nav"><a href="/">首页</a><a href="/news">新闻</a></div>
<h1>${title}</h1>
<div class="info">发布时间：2023-11-${day} 来源：${city}人民政府办公室</div>
<div class="content">
<p>各县（市、区）人民政府，市政府各部门：</p>
<p>为推进${matter}，${city}决定安排专项资金${100 + number}万元，支持${10 + number}家企业开展试点，现将有关事项通知如下。</p>
<p>一、各地要高度重视，明确责任，确保各项措施落到实处，并于2023年12月${day}日前报送工作方案。</p>
<p>二、有关部门要加强协调配合，及时研究解决试点中的问题，总结推广好的经验和做法。</p>
<p>${city}人民政府办公室</p><p>2023年11月${day}日</p>
</div></body></html>`;
}
