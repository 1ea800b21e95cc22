#pragma once
// For tests: more stops of the tour through the whole contract (api_test.cpp). One thread.

#include "http/api/test_plant.h"

namespace cleangate::http {

inline Json load_of(std::string plate) {
  return Json::object({{"plate", std::move(plate)},
                       {"direction", "in"},
                       {"cargo", "砂石"},
                       {"quantity", 31.5},
                       {"unit", "t"},
                       {"gate", "east"}});
}

inline void tour_public_page(TestPlant& here) {
  EXPECT_EQ(here.ask("GET", "/api/v1/public/notice?gate=east").status, 200);
  EXPECT_EQ(here.ask("POST", "/api/v1/public/declarations", "", load_of("冀A12345")).status, 201);
  here.does("PUT", "/api/v1/plant", Json::object({{"public_url", "https://gate.example/"}}));
  here.does("GET", "/api/v1/gates/east/poster");
}

inline void tour_device_setup(TestPlant& here) {
  here.does("GET", "/api/v1/devices/cam1/listen");
  here.does("POST", "/api/v1/devices/cam1/probe");
  here.does("PATCH", "/api/v1/devices/cam1", Json::object({{"name", "东门相机"}}));
  here.does("POST", "/api/v1/devices",
            Json::object({{"id", "old"}, {"kind", "vzenith"}, {"lane", "1"}}), 201);
  here.does("POST", "/api/v1/devices/old/secret");
  here.does("DELETE", "/api/v1/devices/old");
}

inline void tour_overview(TestPlant& here) {
  here.does("GET", "/api/v1/overview");
  here.does("GET", "/api/v1/observe-report");
}

inline void tour_rule_packs(TestPlant& here) {
  const Json text = here.does("GET", "/api/v1/rule-packs/cn-2020-340-generic/1")["toml"];
  std::string toml(*text.text());
  toml.replace(toml.find("version = \"1\""), 13, "version = \"2\"");
  here.does("POST", "/api/v1/rule-packs", Json::object({{"toml", toml}}), 201);
  const std::string pack = "/api/v1/rule-packs/cn-2020-340-generic/";
  here.does("GET", pack + "2/diff?against=1");
  here.does("POST", pack + "2/activate", Json::object({{"note", "new text"}}));
  here.does("POST", "/api/v1/rule-packs/cn-province-clean-80/1/activate",
            Json::object({{"note", "province"}}));
  here.does("GET", "/api/v1/rule-packs");
  here.does("POST", "/api/v1/rule-packs/cn-province-clean-80/deactivate",
            Json::object({{"note", "not ours"}}));
}

inline void tour_look_ups(TestPlant& here) {
  const std::string truck = "/api/v1/vehicles/%E5%86%80R77777/yellow";
  here.does("PUT", "/api/v1/lookup",
            Json::object({{"enabled", true}, {"name", "https://a"}, {"secret", "s"}}));
  here.does("POST", "/api/v1/lookup/test", Json::object({{"plate", "冀R77777"}}));
  here.does("GET", "/api/v1/lookup");
  here.does("POST", truck + "/look-up", {}, 202);
  const auto stated = here.does(
      "POST", truck + "/statements",
      parse_json(R"({"source":"list","detail":"清单 1","stage":{"min":"5","max":"5"}})").value(),
      201);
  here.does("POST",
            truck + "/statements/" + std::to_string(*stated["index"].integer()) + "/confirm");
  here.does("GET", truck + "/dossier");
  here.does("GET", "/api/v1/verification-queue");
}

inline void tour_imports(TestPlant& here) {
  here.does("GET", "/api/v1/vehicles/template?format=csv");
  EXPECT_EQ(here.ask("GET", "/api/v1/vehicles/export?format=csv", "manager-token").status, 200);
  const auto upload = [&] {
    Request request =
        TestPlant::request("POST", "/api/v1/imports/vehicles", "车牌号,车牌颜色\n冀A00009,黄\n",
                           {{"Authorization", "Bearer manager-token"}});
    const Response response = here.ask(std::move(request), here.api->router());
    return "/api/v1/imports/" +
           std::string(parse_json(response.content()).value()["id"].text().value_or(""));
  };
  const std::string first = upload();
  here.does("POST", first + "/apply", Json::object({{"rows", "all"}}), 202);
  EXPECT_EQ(here.does("GET", first)["state"].text(), "done");
  here.does("DELETE", upload());
}

}  // namespace cleangate::http
