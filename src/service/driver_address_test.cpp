#include "service/driver_address.h"

#include <gtest/gtest.h>

namespace cleangate::service {
namespace {

std::string kept(std::string_view url) {
  return checked_public_url(url).value_or("invalid");
}

TEST(DriverAddress, IsOneAddressForBoardAndPoster) {
  for (const char* url : {"https://gate.example", "https://gate.example/", "https://gate.example/q",
                          "https://gate.example/q/"}) {
    const Json plant = Json::object({{"public_url", url}});
    EXPECT_EQ(driver_address(plant), "https://gate.example/q") << url;
    EXPECT_EQ(driver_address(plant, "east"), "https://gate.example/q?g=east") << url;
  }
}

TEST(DriverAddress, AnAddressBelowAPathKeepsIt) {
  EXPECT_EQ(kept("http://10.0.0.5:8082/gate/"), "http://10.0.0.5:8082/gate");
  EXPECT_EQ(kept("http://[fd00::5]:8082"), "http://[fd00::5]:8082");
}

TEST(DriverAddress, IsNoneWithoutAUsablePublicUrl) {
  EXPECT_EQ(driver_address(Json::object()), "");
  EXPECT_EQ(driver_address(Json::object({{"public_url", nullptr}})), "");
  EXPECT_EQ(driver_address(Json::object({{"public_url", "javascript:alert(1)"}})), "");
}

TEST(DriverAddress, OnlyAnHttpUrlWithoutQueryAndFragmentIsOne) {
  for (const char* url :
       {"", "/q", "gate.example", "javascript:alert(1)", "ftp://gate.example", "https://",
        "https:///", "https:///q", "https://:8082", "https://gate.example?a=b",
        "https://gate.example/#x", "https://a@gate.example", "https://gate example",
        "https://gate.example/\"", "https://gate.example\n"}) {
    EXPECT_EQ(kept(url), "invalid") << url;
  }
}

}  // namespace
}  // namespace cleangate::service
