#include "app/demo_plant.h"

namespace cleangate::app {
namespace {

Json measure(std::string_view text, bool for_drivers = false) {
  return Json::object({{"text", text}, {"for_drivers", for_drivers}});
}

constexpr std::string_view kTruckBan = "停止使用国四及以下重型载货车辆（含燃气）进行物料运输";

Json level(Json measures) {
  return Json::object({{"measures", std::move(measures)}});
}

}  // namespace

Json demo_board() {
  return Json::object({{"title", "廊坊市工业企业落实重污染天气应急响应措施“一厂一策”公示"},
                       {"district", "安次区"},
                       {"legal_person", "张XX"},
                       {"legal_phone", "139XXXXXXXX"},
                       {"responsible_person", "王XX"},
                       {"responsible_phone", "138XXXXXXXX"},
                       {"industry_name", "人造板制造"},
                       {"remark", "省重点出口企业"},
                       {"footer", "监督电话 12345"}});
}

Json demo_plan() {
  Json yellow = Json::array();
  yellow.push(measure("停推台锯1台（共4台）"));
  yellow.push(measure(kTruckBan, true));
  Json orange = Json::array();
  for (const auto text : {"停推台锯2台（共4台）", "裁板机1台（共1台）", "精密锯1台（共1台）",
                          "封边机1台（共1台）", "立锯1台（共1台）"}) {
    orange.push(measure(text));
  }
  orange.push(measure(kTruckBan, true));
  Json red = Json::array();
  red.push(measure("涂胶、热压工序停产"));
  red.push(measure("停推台锯4台（共4台）"));
  red.push(measure(kTruckBan, true));
  return Json::object({{"yellow", level(std::move(yellow))},
                       {"orange", level(std::move(orange))},
                       {"red", level(std::move(red))}});
}

}  // namespace cleangate::app
