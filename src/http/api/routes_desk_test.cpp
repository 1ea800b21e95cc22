#include <gtest/gtest.h>

#include "http/api/test_plant.h"

// The guard's desk: what waits, the lanes, who is inside, shifts, amendments, search.

namespace cleangate::http {
namespace {

class DeskRoutesTest : public testing::Test {
 protected:
  DeskRoutesTest() { here_.furnish(); }
  Response as_guard(std::string method, const std::string& target, const Json& body = {}) {
    return here_.ask(std::move(method), target, "guard-token", body);
  }
  Json held(const char* plate = "冀D55555") {
    Json passage = here_.arrives(plate, plate::Colour::blue);
    EXPECT_EQ(passage["hold"].text(), "open") << passage.dump();
    return passage;
  }
  static std::string path_of(const Json& passage, const char* action) {
    return "/api/v1/passages/" + std::string(*passage["id"].text()) + action;
  }
  static Json correction(const char* plate) {
    return Json::object({{"plate", plate}, {"reason", "看错一位"}});
  }
  TestPlant here_;
};

TEST_F(DeskRoutesTest, TheKillSwitchSaysWhoSwitchedItAndWhen) {
  const Json body = Json::object({{"on", true}, {"reason", "smoke"}});
  here_.does("PUT", "/api/v1/kill-switch", body);
  const Json shown = here_.does("GET", "/api/v1/desk")["kill_switch"];
  EXPECT_EQ(shown["on"].boolean(), true);
  EXPECT_FALSE(shown["by"].text().value_or("").empty());
  EXPECT_TRUE(parse_rfc3339(shown["since"].text().value_or("")).has_value());
}

TEST_F(DeskRoutesTest, AnEmptyDeskHasItsLanesAndTheFirstShift) {
  const Json desk = here_.does("GET", "/api/v1/desk");
  EXPECT_EQ(desk["holds"].items().size(), 0u);
  ASSERT_EQ(desk["lanes"].items().size(), 1u);
  const Json& lane = desk["lanes"].items()[0];
  EXPECT_EQ(lane["mode"].text(), "automatic");
  EXPECT_TRUE(lane["last"].is_null());
  ASSERT_EQ(lane["devices"].items().size(), 1u);
  EXPECT_EQ(lane["devices"].items()[0]["state"].text(), "never");
  EXPECT_EQ(desk["kill_switch"]["on"].boolean(), false);
  EXPECT_EQ(desk["uplink"]["state"].text(), "off");
  EXPECT_EQ(desk["inside"].integer(), 0);
  EXPECT_EQ(desk["shift"]["id"].text(), "first");
  EXPECT_TRUE(desk["shift"]["started_at"].is_text());
}

TEST_F(DeskRoutesTest, AHoldStandsOnItUntilItIsResolved) {
  const Json passage = held();
  Json desk = here_.does("GET", "/api/v1/desk");
  ASSERT_EQ(desk["holds"].items().size(), 1u);
  EXPECT_EQ(desk["holds"].items()[0]["id"], passage["id"]);
  EXPECT_TRUE(desk["holds"].items()[0]["open_until"].is_text());
  EXPECT_EQ(desk["holds"].items()[0]["waiting_exit"].boolean(), false);
  EXPECT_EQ(desk["lanes"].items()[0]["last"]["id"], passage["id"]);
  EXPECT_EQ(desk["index"], passage["updated_index"]) << "the live feed goes on behind it";
  EXPECT_EQ(desk["shift"]["held"].integer(), 1);
  EXPECT_EQ(desk["shift"]["open_holds"].items().size(), 1u);
  EXPECT_EQ(here_.does("GET", "/api/v1/passages?hold=open")["items"].items().size(), 1u);
  here_.does("POST", path_of(passage, "/resolve"),
             Json::object({{"verdict", "admit"}, {"reason", "核对"}}));
  desk = here_.does("GET", "/api/v1/desk");
  EXPECT_EQ(desk["holds"].items().size(), 0u);
  EXPECT_EQ(desk["inside"].integer(), 1);
  EXPECT_EQ(here_.does("GET", "/api/v1/passages?hold=open")["items"].items().size(), 0u);
  EXPECT_EQ(here_.does("GET", "/api/v1/passages?hold=admitted")["items"].items().size(), 1u);
  EXPECT_EQ(as_guard("GET", "/api/v1/passages?hold=yes").status, 422);
}

TEST_F(DeskRoutesTest, APassageIsFoundByAPartOfItsPlate) {
  held("冀D55555");
  EXPECT_EQ(here_.does("GET", "/api/v1/passages?q=d555")["items"].items().size(), 1u);
  EXPECT_EQ(here_.does("GET", "/api/v1/passages?q=556")["items"].items().size(), 0u);
  EXPECT_EQ(as_guard("GET", "/api/v1/passages?q=%C2%B7").status, 422) << "no character of a plate";
}

TEST_F(DeskRoutesTest, WhoIsInsideIsListed) {
  const Json passage = held();
  here_.does("POST", path_of(passage, "/resolve"),
             Json::object({{"verdict", "admit"}, {"reason", "核对"}}));
  const Json inside = here_.does("GET", "/api/v1/inside");
  ASSERT_EQ(inside["items"].items().size(), 1u);
  const Json& item = inside["items"].items()[0];
  EXPECT_EQ(item["plate"].text(), "冀D55555");
  EXPECT_EQ(item["passage"], passage["id"]);
  EXPECT_EQ(item["since"], passage["at"]);
  EXPECT_TRUE(inside["next"].is_null());
  EXPECT_EQ(here_.does("GET", "/api/v1/inside?q=666")["items"].items().size(), 0u);
  EXPECT_EQ(as_guard("GET", "/api/v1/inside?cursor=x").status, 422);
}

TEST_F(DeskRoutesTest, AGuardAmendsWhatWaitsAndAManagerTheRest) {
  const Json passage = held();
  const Response amended = as_guard("POST", path_of(passage, "/amend"), correction("冀D55556"));
  ASSERT_EQ(amended.status, 200) << amended.content();
  EXPECT_EQ(parse_json(amended.content()).value()["plate"].text(), "冀D55556");
  const Json resolved = here_.does(
      "POST", path_of(passage, "/resolve"),
      Json::object({{"verdict", "refuse"}, {"reason", "无资料"}, {"plate", "冀D55557"}}));
  EXPECT_EQ(resolved["opened"].boolean(), false);
  EXPECT_EQ(as_guard("POST", path_of(passage, "/amend"), correction("冀D55558")).status, 403);
  here_.does("POST", path_of(passage, "/amend"), correction("冀D55558"));
  const Json shown = here_.does("GET", path_of(passage, ""));
  EXPECT_EQ(shown["plate"].text(), "冀D55558");
  EXPECT_EQ(shown["amendments"].items().size(), 3u);
  EXPECT_EQ(here_.does("GET", "/api/v1/passages?plate=冀D55558")["items"].items().size(), 1u);
  EXPECT_EQ(here_.does("GET", "/api/v1/passages?plate=冀D55555")["items"].items().size(), 0u);
}

TEST_F(DeskRoutesTest, AnAmendmentOfNothingIsRefused) {
  const char* nobody = "/api/v1/passages/0190c0de-0000-7000-8000-00000000000f/amend";
  EXPECT_EQ(as_guard("POST", nobody, correction("冀D55556")).status, 404);
  const Json passage = held();
  EXPECT_EQ(as_guard("POST", path_of(passage, "/amend"), Json::object()).status, 422);
}

TEST_F(DeskRoutesTest, AShiftIsHandedOverWithWhatIsOpen) {
  const Json passage = held();
  const Json note = Json::object({{"note", "二号道栏杆慢"}, {"to", "李四"}});
  const Response said = as_guard("POST", "/api/v1/shifts", note);
  ASSERT_EQ(said.status, 201) << said.content();
  const Json begun = parse_json(said.content()).value();
  EXPECT_EQ(begun["open_holds"].items().at(0), passage["id"]);
  const Json current = here_.does("GET", "/api/v1/shifts/current");
  EXPECT_EQ(current["id"], begun["id"]);
  EXPECT_EQ(current["note_from_last"].text(), "二号道栏杆慢");
  EXPECT_EQ(current["passages"].integer(), 0) << "they count for the shift before";
  EXPECT_EQ(current["open_holds"].items().size(), 1u);
  const Json shifts = here_.does("GET", "/api/v1/shifts");
  ASSERT_EQ(shifts["items"].items().size(), 2u);
  EXPECT_EQ(shifts["items"].items()[0]["id"], begun["id"]);
  EXPECT_EQ(shifts["items"].items()[1]["id"].text(), "first");
  EXPECT_EQ(shifts["items"].items()[1]["ended_at"], begun["started_at"]);
  EXPECT_EQ(shifts["items"].items()[1]["passages"].integer(), 1);
  EXPECT_EQ(as_guard("POST", "/api/v1/shifts", Json::object({{"note", 7}})).status, 422);
}

TEST_F(DeskRoutesTest, ShiftsArePagedToTheFirst) {
  for (const char* note : {"1", "2", "3"}) {
    here_.does("POST", "/api/v1/shifts", Json::object({{"note", note}}), 201);
  }
  std::vector<std::string> notes;
  std::string cursor;
  for (int pages = 0; pages < 9; ++pages) {
    const Json page = here_.does("GET", "/api/v1/shifts?limit=2" + cursor);
    for (const Json& item : page["items"].items()) {
      notes.emplace_back(item["note_from_last"].text().value_or("first"));
      EXPECT_EQ(item["ended_at"].is_null(), notes.size() == 1) << notes.back();
    }
    if (page["next"].is_null()) break;
    cursor = "&cursor=" + std::string(*page["next"].text());
  }
  EXPECT_EQ(notes, (std::vector<std::string>{"3", "2", "1", "first"}));
}

TEST_F(DeskRoutesTest, SearchLooksEverywhere) {
  held();
  here_.does("PUT", "/api/v1/vehicles/%E5%86%80E55577/yellow", Json::object());
  here_.does("POST", "/api/v1/lists/watch",
             Json::object({{"plate", "冀F55588"}, {"reason", "test"}}), 201);
  const Json found = here_.does("GET", "/api/v1/search?q=555");
  EXPECT_EQ(found["passages"].items().at(0)["plate"].text(), "冀D55555");
  EXPECT_EQ(found["vehicles"].items().at(0)["plate"].text(), "冀E55577");
  EXPECT_EQ(found["list_items"].items().at(0)["plate"].text(), "冀F55588");
  EXPECT_EQ(found["list_items"].items().at(0)["list"].text(), "watch");
  EXPECT_EQ(as_guard("GET", "/api/v1/search").status, 422);
  EXPECT_TRUE(here_.does("GET", "/api/v1/search?q=777")["passages"].items().empty());
}

}  // namespace
}  // namespace cleangate::http
