#include <gtest/gtest.h>

#include <fstream>

#include "base/limits.h"
#include "http/api/test_plant.h"
#include "service/test_packs.h"

namespace cleangate::http {
namespace {

using service::testing::kGeneric;
using service::testing::kOverlay;

class RulePacks : public testing::Test {
 protected:
  RulePacks() { here_.furnish(); }
  Json upload(std::string_view toml, int status = 201) {
    return here_.does("POST", "/api/v1/rule-packs", Json::object({{"toml", toml}}), status);
  }
  Json activate(const std::string& id, const std::string& version, int status = 200) {
    return here_.does("POST", "/api/v1/rule-packs/" + id + "/" + version + "/activate",
                      Json::object({{"note", "ordered"}}), status);
  }
  void register_truck(std::string_view vehicle_class) {
    here_.does("PUT", "/api/v1/vehicles/%E5%86%80A12345/yellow",
               Json::object({{"stage", Json::object({{"min", "5"}, {"max", "5"}})},
                             {"fuel", "B"},
                             {"vehicle_class", vehicle_class}}));
  }
  Json shown(const Json& passage) {
    return here_.does("GET", "/api/v1/passages/" + std::string(*passage["id"].text()));
  }
  TestPlant here_;
};

TEST_F(RulePacks, EveryLineOfTheTruthTableGivesItsVerdictAndItsClauses) {
  std::ifstream lines(CLEANGATE_SOURCE_DIR "/src/domain/rules/testdata/generic.jsonl");
  int count = 0;
  for (std::string line; std::getline(lines, line); ++count) {
    const Json row = parse_json(line).value();
    const Json answer = here_.does("POST", "/api/v1/decisions", row["request"]);
    EXPECT_EQ(answer["verdict"], row["verdict"]) << line;
    Json clauses = Json::array();
    for (const Json& reason : answer["reasons"].items()) {
      // The plant of these tests holds who is in no register; no line of the table is about that.
      if (reason["clause"].text() == "visitor.unknown") continue;
      clauses.push(Json::object({{"id", reason["clause"]}, {"outcome", reason["outcome"]}}));
    }
    EXPECT_EQ(clauses, row["clauses"]) << line;
  }
  EXPECT_GE(count, 226);
}

TEST_F(RulePacks, AFaultyTextIsAnsweredByEveryFaultWithItsLine) {
  const auto before = here_.plant.queries.size().value();
  const Json problem = upload("id = \"own\"\nversion = \"1\"\nkind = \"bass\"\nmore = 1\n", 422);
  EXPECT_EQ(problem["code"].text(), "invalid");
  ASSERT_GE(problem["errors"].items().size(), 2u) << problem.dump();
  bool has_kind = false, has_more = false;
  for (const Json& error : problem["errors"].items()) {
    const std::string message(*error["message"].text());
    has_kind = has_kind || (error["line"].integer() == 3 && message.contains("bass"));
    has_more = has_more || (error["line"].integer() == 4 && message.contains("more"));
  }
  EXPECT_TRUE(has_kind) << problem.dump();
  EXPECT_TRUE(has_more) << problem.dump();
  EXPECT_EQ(here_.plant.queries.size().value(), before) << "nothing is written";
  upload("", 422);
  here_.does("POST", "/api/v1/rule-packs", Json::object({{"text", kOverlay}}), 422);
}

TEST_F(RulePacks, ATextOfTheLargestSizeIsTakenAndOneByteMoreIsNot) {
  const auto sized = [](std::size_t size, const std::string& version) {
    std::string toml = kOverlay;
    toml.replace(toml.find("version = \"1\""), 13, "version = \"" + version + "\"");
    return toml + "#" + std::string(size - toml.size() - 1, 'x');
  };
  upload(sized(kMaxTomlBytes - 1, "1"));
  upload(sized(kMaxTomlBytes, "2"));
  upload(sized(kMaxTomlBytes + 1, "3"), 422);
  activate("own-overlay", "2");
  activate("own-overlay", "3", 404);
}

TEST_F(RulePacks, AdministratorsActivateAndViewersRead) {
  upload(kOverlay);
  const Json note = Json::object({{"note", "ordered"}});
  const std::string target = "/api/v1/rule-packs/own-overlay/1/activate";
  EXPECT_EQ(here_.ask("POST", target, "viewer-token", note).status, 403);
  EXPECT_EQ(here_.ask("POST", target, "guard-token", note).status, 403);
  EXPECT_EQ(here_.ask("POST", target, "manager-token", note).status, 403);
  EXPECT_EQ(here_.ask("POST", target, "admin-token", note).status, 200);
  const Response list = here_.ask("GET", "/api/v1/rule-packs", "viewer-token");
  EXPECT_EQ(list.status, 200);
  const Json body = parse_json(list.content()).value();
  const Json& last = body["history"].items()[0];
  EXPECT_EQ(last["by"].text(), "admin (token admin)");
  EXPECT_EQ(body["in_force"]["overlays"].items()[0]["id"].text(), "own-overlay");
  const Json operations = here_.does("GET", "/api/v1/operations");
  EXPECT_NE(operations.dump().find("activateRulePack"), std::string::npos);
  activate(kGeneric, "9", 404);
}

TEST_F(RulePacks, AnActivationCountsFromTheNextVehicleAndOldReasonsKeepTheirWords) {
  register_truck("H11");
  EXPECT_EQ(here_.arrives("冀A12345", plate::Colour::yellow)["verdict"].text(), "admit");
  upload(kOverlay);
  activate("own-overlay", "1");
  here_.loop.advance(std::chrono::minutes(5));
  const Json first = here_.arrives("冀A12345", plate::Colour::yellow);
  EXPECT_EQ(first["verdict"].text(), "refuse");
  std::string second_text = kOverlay;
  second_text.replace(second_text.find("version = \"1\""), 13, "version = \"2\"");
  const std::string old = "本市不准国五货车进厂";
  second_text.replace(second_text.find(old), old.size(), "第二版");
  upload(second_text);
  activate("own-overlay", "2");
  here_.loop.advance(std::chrono::minutes(5));
  const Json second = here_.arrives("冀A12345", plate::Colour::yellow);
  EXPECT_EQ(second["reasons"].items()[0]["text"]["zh"].text(), "第二版");
  here_.does("POST", "/api/v1/rule-packs/own-overlay/deactivate", Json::object({{"note", "over"}}));
  EXPECT_EQ(shown(first)["reasons"].items()[0]["text"]["zh"].text(), old);
  EXPECT_EQ(shown(first)["reasons"].items()[0]["version"].text(), "1");
  EXPECT_EQ(shown(second)["reasons"].items()[0]["text"]["zh"].text(), "第二版");
}

TEST_F(RulePacks, AnExemptVehiclePassesWithItsExemptionNamed) {
  register_truck("H13");
  upload(kOverlay);
  activate("own-overlay", "1");
  const Json passage = here_.arrives("冀A12345", plate::Colour::yellow);
  EXPECT_EQ(passage["verdict"].text(), "admit");
  EXPECT_TRUE(passage["reasons"].items().empty());
  ASSERT_EQ(passage["exempted"].items().size(), 1u);
  const Json& exempted = passage["exempted"].items()[0];
  EXPECT_EQ(exempted["clause"].text(), "city.no-stage-five");
  EXPECT_EQ(exempted["exemption"].text(), "livelihood");
  EXPECT_EQ(exempted["text"]["zh"].text(), "民生保障");
  EXPECT_EQ(exempted["evidence"].text(), "运输证明");
  const auto row = here_.plant.queries.passage(*parse_uuid(*passage["id"].text())).value().value();
  EXPECT_EQ(service::board_arrival(here_.plant, row)["reason"].text(), "豁免：民生保障");
  const Json preview =
      here_.does("POST", "/api/v1/decisions",
                 Json::object({{"plate", "冀A12345"}, {"colour", "yellow"}, {"direction", "in"}}));
  EXPECT_EQ(preview["exempted"], passage["exempted"]);
  register_truck("H11");
  here_.loop.advance(std::chrono::minutes(5));
  EXPECT_TRUE(here_.arrives("冀A12345", plate::Colour::yellow)["exempted"].items().empty());
}

TEST_F(RulePacks, APassageIsExplainedClauseByClauseAsItWasJudged) {
  here_.does("POST", "/api/v1/warnings",
             Json::object({{"level", "orange"},
                           {"effective_at", to_rfc3339(here_.loop.wall())},
                           {"order", Json::object({{"no", "2026-7"}})}}),
             201);
  upload(kOverlay);
  activate("own-overlay", "1");
  register_truck("H13");
  const auto why = [&](const Json& passage) {
    return here_.does("GET", "/api/v1/passages/" + std::string(*passage["id"].text()) + "/why");
  };
  const Json passage = here_.arrives("冀A12345", plate::Colour::yellow);
  const auto& known = why(passage);
  EXPECT_EQ(known["warning"]["level"].text(), "orange") << known.dump();
  EXPECT_EQ(known["warning"]["order"]["no"].text(), "2026-7");
  const Json* lifted = nullptr;
  for (const Json& each : known["clauses"].items()) {
    if (each["clause"].text() == "city.no-stage-five") lifted = &each;
  }
  ASSERT_NE(lifted, nullptr) << known.dump();
  EXPECT_TRUE((*lifted)["outcome"].is_null());
  EXPECT_EQ((*lifted)["lifted_by"]["evidence"].text(), "运输证明");
  EXPECT_EQ((*lifted)["text"]["zh"].text(), "本市不准国五货车进厂");
  EXPECT_EQ((*lifted)["evidence"].text(), "primary");
  const Json::Array facts = (*lifted)["facts"].items();
  const auto fact = [&](std::string_view name) {
    const auto found =
        std::ranges::find_if(facts, [&](const Json& each) { return each["name"].text() == name; });
    return found == facts.end() ? Json() : *found;
  };
  EXPECT_EQ(fact("stage")["value"].text(), "5");
  EXPECT_EQ(fact("vehicle_class")["value"].text(), "H13") << "the exemption read it";
  EXPECT_EQ(fact("truck")["value"].text(), "true");
  EXPECT_TRUE(fact("heavy").is_null()) << "nobody asked";

  std::string newer = kOverlay;
  newer.replace(newer.find("version = \"1\""), 13, "version = \"2\"");
  newer.resize(newer.find("[[clause.exemption]]"));
  upload(newer);
  activate("own-overlay", "2");
  here_.loop.advance(std::chrono::minutes(5));
  const Json next = why(here_.arrives("冀A12345", plate::Colour::yellow));
  const Json& last = next["clauses"].items()[0];
  EXPECT_EQ(last["version"].text(), "2") << next.dump();
  EXPECT_EQ(last["outcome"].text(), "refuse");
  // What was judged before stays as it was.
  const Json again = why(passage);
  EXPECT_EQ(again["clauses"], known["clauses"]);
  EXPECT_EQ(again["packs"], known["packs"]);
  EXPECT_NE(next["packs"], known["packs"]);
  here_.does("GET", "/api/v1/passages/0190c0de-0000-7000-8000-00000000dead/why", {}, 404);
}

}  // namespace
}  // namespace cleangate::http
