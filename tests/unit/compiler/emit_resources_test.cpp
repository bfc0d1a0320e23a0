// Programs: resource patterns, part by part.
#include <string>

#include "tests/unit/compiler/emitting.h"

namespace keyward::compiler {
namespace {

struct Compiling {
  ProgramPtr program;
  ArnPattern arn;
  const Pattern& part(uint32_t index) const { return program->pattern(arn.first_pattern + index); }
  std::string_view text(uint32_t index) const { return program->text(part(index).text); }
};

Compiling ArnOf(const std::string& text, PolicyType type = PolicyType::kIdentity,
                const std::string& version = "2012-10-17") {
  Compiling made;
  made.program = MakeProgram(On("'Resource':'" + text + "'", type), type, version);
  made.arn = made.program->resources(made.program->statements()[0].resources)[0];
  return made;
}

// Padded: the short pattern may match; only where the document passes at all.
void CheckPadding(const std::string& text, PolicyType type, bool padded) {
  BOOST_TEST_CONTEXT(text << " in " << PolicyTypeName(type)) {
    const Compiling made = ArnOf(text, type);
    BOOST_TEST(made.arn.never == !padded);
    if (!padded) return;
    BOOST_TEST((made.part(5).kind == PatternKind::kEverything));
    BOOST_TEST(!made.arn.literal_head);
  }
}

}  // namespace

BOOST_AUTO_TEST_SUITE(emit_resources)

BOOST_AUTO_TEST_CASE(the_star_is_everything) {
  const Compiling made = ArnOf("*");
  BOOST_TEST(made.arn.everything);
  BOOST_TEST(!made.arn.never);
}

BOOST_AUTO_TEST_CASE(a_literal_head_is_one_text) {  // R2.12
  const Compiling made = ArnOf("arn:aws:KMS:US-west-2:111122223333:key/A*");
  BOOST_TEST(made.arn.literal_head);
  BOOST_TEST(made.program->text(made.arn.head) == "arn:aws:kms:us-west-2:111122223333:");
  BOOST_TEST(made.program->text(made.arn.text) == "arn:aws:KMS:US-west-2:111122223333:key/A*");
  BOOST_TEST((made.part(5).kind == PatternKind::kPrefix));
  BOOST_TEST(made.text(5) == "key/A");  // case counts here
  const Compiling bucket = ArnOf("arn:aws:s3:::b");
  BOOST_TEST(bucket.arn.literal_head);
  BOOST_TEST(bucket.program->text(bucket.arn.head) == "arn:aws:s3:::");
}

BOOST_AUTO_TEST_CASE(a_wildcard_before_the_fifth_colon_is_no_literal_head) {  // R2.10
  for (const char* text :
       {"arn:aws:kms:*:111122223333:key/a", "arn:aws*:kms:us-west-2:111122223333:key/a",
        "arn:aws:kms:us-west-?:111122223333:key/a"}) {
    const Compiling made = ArnOf(text);
    BOOST_TEST(!made.arn.never, text);
    BOOST_TEST(!made.arn.literal_head, text);
    BOOST_TEST((made.part(5).kind == PatternKind::kLiteral), text);
  }
}

BOOST_AUTO_TEST_CASE(colons_behind_the_fifth_belong_to_the_resource) {  // R2.11
  const Compiling made = ArnOf("arn:aws:logs:us-west-2:111122223333:log-group:a:*");
  BOOST_TEST((made.part(5).kind == PatternKind::kPrefix));
  BOOST_TEST(made.text(5) == "log-group:a:");
}

BOOST_AUTO_TEST_CASE(what_is_no_arn_matches_never) {  // R2.10, R2.13
  for (const char* text : {"nowhere", "arn", "arn:aws", "arm:aws:s3:::b", "ARN:aws:s3:::b", "b/*",
                           "a*:aws:s3:::b", "arn:aws:s3::", "arn::s3"}) {
    const Compiled compiled =
        CompileStored(R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*",)"
                      R"("Resource":")" +
                          std::string(text) + "\"}}",
                      PolicyType::kIdentity);
    if (compiled.program == nullptr) continue;  // Check may refuse it
    const StatementCode& code = compiled.program->statements()[0];
    BOOST_TEST(compiled.program->resources(code.resources)[0].never, text);
  }
}

BOOST_AUTO_TEST_CASE(identity_kinds_pad_short_patterns) {  // R2.13
  for (const PolicyType type :
       {PolicyType::kIdentity, PolicyType::kPermissionsBoundary, PolicyType::kSession}) {
    CheckPadding("arn:aws:s3", type, true);
    CheckPadding("arn:aws:s3:us-west-2", type, true);
    CheckPadding("arn:aws:s3:*", type, true);
  }
}

BOOST_AUTO_TEST_CASE(resource_kinds_pad_patterns_with_a_star) {  // R2.13
  for (const PolicyType type :
       {PolicyType::kResource, PolicyType::kKeyPolicy, PolicyType::kVpcEndpoint}) {
    CheckPadding("arn:aws:s3", type, false);
    CheckPadding("arn:aws:s3:us-west-2", type, false);
    CheckPadding("arn:aws:s3:us-?", type, false);
    CheckPadding("arn:aws:s3:*", type, true);
    CheckPadding("arn:*:s3", type, true);
  }
}

BOOST_AUTO_TEST_CASE(a_service_control_policy_pads_behind_a_final_star) {  // R2.13
  CheckPadding("arn:aws:s3:*", PolicyType::kServiceControl, true);
  CheckPadding("arn:aws:s3*", PolicyType::kServiceControl, true);
  CheckPadding("arn:*:s3", PolicyType::kServiceControl, false);
}

BOOST_AUTO_TEST_CASE(padding_fills_each_missing_part) {  // R2.13
  const Compiling made = ArnOf("arn:aws:s3");
  BOOST_TEST(made.text(1) == "aws");
  BOOST_TEST(made.text(2) == "s3");
  for (uint32_t part = 3; part < 6; ++part) {
    BOOST_TEST((made.part(part).kind == PatternKind::kEverything), part);
  }
}

BOOST_AUTO_TEST_CASE(variables_stand_in_the_resource_part_alone) {  // R3.40, R1.4
  const Compiling made = ArnOf("arn:aws:s3:::home/${aws:username}/*");
  BOOST_TEST(made.arn.literal_head);
  BOOST_REQUIRE((made.part(5).kind == PatternKind::kTemplate));
  const auto tokens = made.program->tokens(made.part(5).tokens);
  BOOST_REQUIRE_EQUAL(tokens.size(), 4u);
  BOOST_TEST((tokens[1].kind == TokenKind::kVariable));
  BOOST_TEST(made.program->text(made.program->key(tokens[1].key).name) == "aws:username");
  BOOST_TEST(!tokens[1].has_default);
  BOOST_TEST((tokens[3].kind == TokenKind::kAnyRun));
  const Compiling old =
      ArnOf("arn:aws:s3:::home/${aws:username}", PolicyType::kIdentity, "2008-10-17");
  BOOST_TEST((old.part(5).kind == PatternKind::kLiteral));
  BOOST_TEST(old.text(5) == "home/${aws:username}");
}

BOOST_AUTO_TEST_CASE(escapes_and_defaults) {  // R3.42, R3.43, R3.48
  const Compiling escaped = ArnOf("arn:aws:s3:::a${*}b${$}${?}");
  BOOST_TEST((escaped.part(5).kind == PatternKind::kLiteral));
  BOOST_TEST(escaped.text(5) == "a*b$?");
  const ProgramPtr program =
      CompileStored(
          R"({"Version":"2012-10-17","Statement":{"Effect":"Deny","Action":"s3:*","Resource":
          ["arn:aws:s3:::${aws:username, 'nobody'}", "arn:aws:s3:::${}x"]}})",
          PolicyType::kIdentity)
          .program;
  BOOST_REQUIRE(program != nullptr);
  const auto resources = program->resources(program->statements()[0].resources);
  const auto token = [&](size_t index) {
    return program->tokens(program->pattern(resources[index].first_pattern + 5).tokens)[0];
  };
  BOOST_TEST(token(0).has_default);
  BOOST_TEST(program->text(token(0).text) == "nobody");
  BOOST_TEST((token(1).kind == TokenKind::kNull));
}

BOOST_AUTO_TEST_CASE(equal_resource_elements_are_one) {
  const ProgramPtr program = MakeProgram(
      On("'Resource':'arn:aws:s3:::a'") + "," + On("'Resource':['arn:aws:s3:::a']") + "," +
      On("'NotResource':'arn:aws:s3:::a'") + "," + On("'Resource':'arn:aws:s3:::b'") + "," +
      On("'Resource':['arn:aws:s3:::a','arn:aws:s3:::b']") + "," +
      On("'NotResource':['arn:aws:s3:::a']"));
  std::string elements;
  for (const StatementCode& code : program->statements()) {
    elements += std::to_string(code.resource_element);
  }
  BOOST_TEST(elements == "001231");
  BOOST_TEST(program->resource_elements() == 4u);
  BOOST_TEST(!program->statements()[0].not_resource);
  BOOST_TEST(program->statements()[2].not_resource);
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace keyward::compiler
