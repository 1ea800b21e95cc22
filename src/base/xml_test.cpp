#include "base/xml.h"

#include <gtest/gtest.h>

#include <memory>

#include "base/limits.h"
#include "base/text.h"

namespace cleangate {
namespace {

std::string nested(std::size_t levels) {
  std::string text;
  for (std::size_t i = 0; i < levels; ++i) text += "<a>";
  for (std::size_t i = 0; i < levels; ++i) text += "</a>";
  return text;
}

TEST(Xml, ElementsGoByLocalName) {
  const auto root = parse_xml(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"
      "<e:Event xmlns:e=\"urn:x\" version=\"2.0\"><e:ANPR><plate> 京A12345 \n</plate></e:ANPR>"
      "<list><item>1</item><item>2</item></list></e:Event>");
  ASSERT_TRUE(root) << root.error().message;
  EXPECT_EQ(root->name, "Event");
  EXPECT_EQ(root->child("ANPR").child("plate").text, "京A12345");
  EXPECT_EQ(root->find("plate").text, "京A12345");
  EXPECT_EQ(root->find("Event").name, "Event");
  ASSERT_EQ(root->child("list").children.size(), 2u);
  EXPECT_EQ(root->child("list").children[1].text, "2");
  EXPECT_EQ(root->find("item").text, "1") << "the first in document order";
}

TEST(Xml, MissingElementsAreEmpty) {
  const auto root = parse_xml("<a><b/></a>");
  ASSERT_TRUE(root);
  EXPECT_TRUE(root->child("c").empty());
  EXPECT_TRUE(root->child("c").child("d").empty());
  EXPECT_TRUE(root->find("c").empty());
  EXPECT_FALSE(root->child("b").empty());
  EXPECT_EQ(root->child("b").text, "");
}

TEST(Xml, FindTakesTheFirstInDocumentOrderAtAnyDepth) {
  const auto root = parse_xml("<a><b><c>deep</c></b><c>flat</c></a>");
  EXPECT_EQ(root->find("c").text, "deep");
  EXPECT_EQ(root->child("c").text, "flat");
}

TEST(Xml, CharacterDataIsPutTogether) {
  const auto root = parse_xml(
      "<a> one <!-- no --><![CDATA[<two>]]> &lt;three&gt; &amp;amp; &#20140;&#x4EAC;<b>not</b>"
      " four\r\n</a>");
  ASSERT_TRUE(root);
  EXPECT_EQ(root->text, "one <two> <three> &amp; 京京 four");
}

TEST(Xml, EntitiesOfADtdAreNeverExpanded) {
  const auto root = parse_xml(
      "<!DOCTYPE a [<!ENTITY b \"boom\"><!ENTITY c \"&b;&b;\">"
      "<!ENTITY f SYSTEM \"file:///etc/passwd\">]><a>&b;&c;&f;</a>");
  ASSERT_TRUE(root);
  EXPECT_EQ(root->text, "&b;&c;&f;");
}

TEST(Xml, AByteOrderMarkAndBlanksAroundAreNoError) {
  EXPECT_EQ(parse_xml("\xef\xbb\xbf<a>1</a>")->text, "1");
  EXPECT_EQ(parse_xml("\r\n <a>1</a>\r\n")->text, "1");
}

TEST(Xml, GbkIsReadWhenTheDeclarationSaysSo) {
  for (const char* name : {"\"GB2312\"", "'gbk'", "\"GB18030\""}) {
    const std::string declaration = std::string("<?xml version=\"1.0\" encoding=") + name + "?>";
    EXPECT_EQ(parse_xml(declaration + utf8_to_gbk("<a>京A</a>"))->text, "京A") << name;
    EXPECT_FALSE(parse_xml(declaration + "<a>\xff\xff</a>")) << name;
  }
  EXPECT_FALSE(parse_xml(utf8_to_gbk("<a>京A</a>"))) << "undeclared";
}

class NotXml : public testing::TestWithParam<const char*> {};

TEST_P(NotXml, IsRefused) {
  const auto read = parse_xml(GetParam());
  ASSERT_FALSE(read) << GetParam();
  EXPECT_EQ(read.error().code, ErrorCode::invalid);
}

INSTANTIATE_TEST_SUITE_P(Bad, NotXml,
                         testing::Values("", " ", "text", "<", "<a", "<a>", "<a><b></a></b>",
                                         "</a>", "<a></b>", "<a b></a>", "<a b=1></a>",
                                         "<!-- only -->", "<?xml version=\"1.0\"?>", "<a/><b/>",
                                         "<a>\xff</a>", "<a>\xc0\x80</a>", "<a>&#xD800;</a>",
                                         "{\"a\":1}"));

TEST(Xml, EveryCutIsRefusedAndReadsNoByteTooFar) {
  const std::string whole =
      "<?xml version=\"1.0\"?><a x=\"y\"><b>京&amp;</b><![CDATA[c]]><!-- d --><e/></a>";
  for (std::size_t n = 0; n < whole.size(); ++n) {
    const auto copy = std::make_unique<char[]>(n);  // so that a sanitizer sees one byte too far
    std::copy_n(whole.data(), n, copy.get());
    EXPECT_FALSE(parse_xml({copy.get(), n})) << n;
  }
  EXPECT_TRUE(parse_xml(whole));
}

TEST(Xml, DepthIsLimited) {
  EXPECT_TRUE(parse_xml(nested(kMaxDocumentDepth - 1)));
  EXPECT_TRUE(parse_xml(nested(kMaxDocumentDepth)));
  const auto deeper = parse_xml(nested(kMaxDocumentDepth + 1));
  ASSERT_FALSE(deeper);
  EXPECT_EQ(deeper.error().code, ErrorCode::too_large);
  EXPECT_EQ(parse_xml(nested(kMaxXmlTags / 2)).error().code, ErrorCode::too_large);
}

TEST(Xml, TheNumberOfTagsIsLimited) {
  const auto document = [](std::size_t tags) {  // <a>, </a> and empty elements between
    std::string text = "<a>";
    for (std::size_t i = 2; i < tags; ++i) text += "<b/>";
    return text + "</a>";
  };
  EXPECT_TRUE(parse_xml(document(kMaxXmlTags - 1)));
  EXPECT_TRUE(parse_xml(document(kMaxXmlTags)));
  const auto more = parse_xml(document(kMaxXmlTags + 1));
  ASSERT_FALSE(more);
  EXPECT_EQ(more.error().code, ErrorCode::too_large);
}

TEST(Xml, EscapedTextReadsBackTheSame) {
  const std::string text = "<京A> & \"b\" 'c' ]]>";
  EXPECT_EQ(escape_xml(text), "&lt;京A&gt; &amp; &quot;b&quot; &apos;c&apos; ]]&gt;");
  EXPECT_EQ(parse_xml("<a>" + escape_xml(text) + "</a>")->text, text);
}

}  // namespace
}  // namespace cleangate
