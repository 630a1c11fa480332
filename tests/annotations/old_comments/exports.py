"""What WordPress and Disqus export: small files, and a comment as WordPress writes it."""

PAGE = "https://blog.example/2019/talk/"
WORDPRESS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:wp="http://wordpress.org/export/1.2/"><channel><title>Blog</title>
<item><title>Talk</title><link>%s</link>
%s
</item>
<item><title>Other</title><link>https://blog.example/other/</link>
<wp:comment><wp:comment_id>99</wp:comment_id><wp:comment_author>Zoe</wp:comment_author>
<wp:comment_content>Elsewhere</wp:comment_content><wp:comment_approved>1</wp:comment_approved></wp:comment></item>
</channel></rss>"""
DISQUS = """<?xml version="1.0" encoding="utf-8"?>
<disqus xmlns="http://disqus.com" xmlns:dsq="http://disqus.com/disqus-internals">
<category dsq:id="1"><title>General</title></category>
<thread dsq:id="10"><id>x</id><link>%s</link><title>Talk</title></thread>
<post dsq:id="1"><message><![CDATA[<p>Erster <a href="https://a.example/">Link</a><br>Zeile</p>]]></message>
<createdAt>2015-03-04T05:06:07Z</createdAt><isDeleted>false</isDeleted><isSpam>false</isSpam>
<author><email>ada@mail.example</email><name>Ada</name></author><thread dsq:id="10" /></post>
<post dsq:id="2"><message><![CDATA[<p>Werbung</p>]]></message><createdAt>2015-03-04T06:06:07Z</createdAt>
<isDeleted>false</isDeleted><isSpam>true</isSpam><author><name>Spam</name></author><thread dsq:id="10" />
<parent dsq:id="1" /></post>
<post dsq:id="3"><message><![CDATA[<p>Antwort</p>]]></message><createdAt>2015-03-05T05:06:07Z</createdAt>
<isDeleted>false</isDeleted><isSpam>false</isSpam><author><name>Bo</name></author><thread dsq:id="10" />
<parent dsq:id="2" /></post>
</disqus>"""


def wp(number, content, author="Ada", parent=0, approved="1", kind="comment", date="2015-03-04 05:06:07"):
    return f"""<wp:comment><wp:comment_id>{number}</wp:comment_id>
<wp:comment_author><![CDATA[{author}]]></wp:comment_author>
<wp:comment_author_email>ada@mail.example</wp:comment_author_email>
<wp:comment_author_IP>192.0.2.7</wp:comment_author_IP>
<wp:comment_date>2015-03-04 06:06:07</wp:comment_date><wp:comment_date_gmt>{date}</wp:comment_date_gmt>
<wp:comment_content><![CDATA[{content}]]></wp:comment_content>
<wp:comment_approved>{approved}</wp:comment_approved><wp:comment_type>{kind}</wp:comment_type>
<wp:comment_parent>{parent}</wp:comment_parent></wp:comment>"""
