// JsonWriter: JSON text, member by member, into a string that is used again and again.
//
// Promise   writes valid JSON as long as Begin and End pair up; allocates nothing once `out` is
//           warm. Bytes that are not UTF-8 become U+FFFD.
// Limits    at most 64 levels.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace keyward::report {

class JsonWriter {
 public:
  // `indent` 0 writes everything on one line, without a line break at its end.
  explicit JsonWriter(std::string& out, int indent = 0) : out_(out), indent_(indent) {}

  void BeginObject() { Begin('{'); }
  void EndObject() { End('}'); }
  void BeginArray() { Begin('['); }
  void EndArray() { End(']'); }

  // Key begins a member; its value follows. The name must need no escapes.
  void Key(std::string_view name);
  void String(std::string_view text);
  void Number(uint64_t number);
  void Bool(bool value);
  void Null();

  // Raw takes a value that is JSON already.
  void Raw(std::string_view json);

  void Member(std::string_view name, std::string_view text) {
    Key(name);
    String(text);
  }
  void MemberNumber(std::string_view name, uint64_t number) {
    Key(name);
    Number(number);
  }
  void MemberBool(std::string_view name, bool value) {
    Key(name);
    Bool(value);
  }
  void MemberObject(std::string_view name) {
    Key(name);
    BeginObject();
  }
  void MemberArray(std::string_view name) {
    Key(name);
    BeginArray();
  }

 private:
  void Begin(char bracket);
  void End(char bracket);
  void BeforeValue();
  void NewLine();

  std::string& out_;
  int indent_;
  int depth_ = 0;
  uint64_t filled_ = 0;  // bit per level: something stands there already
  bool after_key_ = false;
};

// AppendJsonString writes `text` quoted and escaped.
void AppendJsonString(std::string_view text, std::string& out);

}  // namespace keyward::report
